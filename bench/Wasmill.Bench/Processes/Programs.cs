namespace Wasmill.Bench.Processes;

/// <summary>Programs of others that a comparison needs.</summary>
internal static class Programs
{
    /// <summary>Whether a program is on the PATH.</summary>
    public static bool Has(string name)
        => (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, name)));
}
