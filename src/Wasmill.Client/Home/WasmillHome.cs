using Wasmill.Flows.Naming;
using Wasmill.Storage;

namespace Wasmill.Client.Home;

/// <summary>
/// The folder with a user's Wasmill data: one folder for each broker, and the name of the current broker.
/// </summary>
public sealed class WasmillHome
{
    /// <summary>The environment variable that names the home.</summary>
    public const string Variable = "WASMILL_HOME";

    internal const string ContextFile = "context";

    /// <summary>The environment variable that names the folder of compiled functions.</summary>
    public const string CacheVariable = "WASMILL_CACHE";

    private readonly string _root;

    /// <summary>Opens a home; the folder is created with the first write.</summary>
    public WasmillHome(string root) => _root = System.IO.Path.GetFullPath(root);

    /// <summary>Returns the user's home: <c>$WASMILL_HOME</c>, else <c>~/.wasmill</c>.</summary>
    public static WasmillHome Default() => new(
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given
            ? given
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".wasmill"));

    /// <summary>
    /// The folder of compiled functions and downloaded modules: <c>$WASMILL_CACHE</c>, else <c>$XDG_CACHE_HOME/wasmill</c>, else
    /// <c>~/.cache/wasmill</c>. It is a cache and may be deleted at any time.
    /// </summary>
    public static string CacheFolder()
    {
        if (Environment.GetEnvironmentVariable(CacheVariable) is { Length: > 0 } given)
            return System.IO.Path.GetFullPath(given);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } folder
            ? folder
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return System.IO.Path.Combine(cache, "wasmill");
    }

    /// <summary>The folder, which may not exist yet.</summary>
    public string Path => _root;

    /// <summary>The name of the current broker; null if none.</summary>
    public string? Current
    {
        get
        {
            var name = File.Exists(ContextPath) ? File.ReadAllText(ContextPath).Trim() : "";
            return name.Length > 0 && Folder(name).Exists ? name : Brokers() is [var first, ..] ? first : null;
        }
    }

    private string ContextPath => System.IO.Path.Combine(_root, ContextFile);

    /// <summary>Makes a broker the current one.</summary>
    public void SetCurrent(string name)
    {
        PrivateFiles.CreateFolder(_root);
        AtomicFile.Write(ContextPath, name + "\n");
    }

    /// <summary>Returns the folder of a broker, which may or may not exist.</summary>
    public BrokerFolder Folder(string name) => new(name, System.IO.Path.Combine(_root, name));

    /// <summary>The names of all brokers, sorted.</summary>
    public IReadOnlyList<string> Brokers()
        => Directory.Exists(_root)
            ? [.. Directory.GetDirectories(_root)
                .Select(path => System.IO.Path.GetFileName(path))
                .Where(name => ComponentNames.IsValid(name) && Folder(name).Exists)
                .Order(StringComparer.Ordinal)]
            : [];
}
