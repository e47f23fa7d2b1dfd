namespace Wasmill.Architecture;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    /// <summary>The C# files below a folder of the checkout, relative to the checkout.</summary>
    public static IReadOnlyList<string> Sources(string folder)
        => [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))];

    /// <summary>The text of a file.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>Its folder.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Wasmill.slnx")))
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("the tests must run inside a checkout");
        return root;
    }
}
