namespace Wasmill.Client.Processes;

/// <summary>The command that starts this program again.</summary>
public static class SelfExecutable
{
    /// <summary>The executable and the first arguments of this program's command line.</summary>
    public static IReadOnlyList<string> CommandLine { get; } = Find();

    // Started as "dotnet wasmill.dll", the process is dotnet, and the assembly is its first argument.
    private static string[] Find()
    {
        var program = Environment.ProcessPath ?? throw new ServerException("the path of this program is unknown");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "wasmill.dll")]
            : [program];
    }
}
