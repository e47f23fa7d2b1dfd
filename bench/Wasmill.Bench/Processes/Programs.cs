namespace Wasmill.Bench.Processes;

/// <summary>Third-party programs that a comparison needs.</summary>
internal static class Programs
{
    /// <summary>Indicates whether a program is on the PATH.</summary>
    public static bool Has(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, name)));
}
