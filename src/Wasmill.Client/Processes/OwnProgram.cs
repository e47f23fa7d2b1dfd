namespace Wasmill.Client.Processes;

/// <summary>How this program was started, to start it again.</summary>
public static class OwnProgram
{
    /// <summary>The words that begin a command line of this program.</summary>
    public static IReadOnlyList<string> CommandLine { get; } = Find();

    // Run as "dotnet wasmill.dll" the process is dotnet, and the assembly is its first argument.
    private static string[] Find()
    {
        var program = Environment.ProcessPath ?? throw new ServerException("the path of this program is not known");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "wasmill.dll")]
            : [program];
    }
}
