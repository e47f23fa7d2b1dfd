using System.Collections.Frozen;

namespace Wasmill.Functions.Inspection;

/// <summary>
/// The import names of Spin's core-module SDKs. The names of wit-bindgen 0.5 and later denote the same functions as those of 0.2; a
/// <see cref="Calls.HostFunction"/> has the earlier name.
/// </summary>
internal static class SpinImportNames
{
    private static readonly FrozenDictionary<string, string> EarlierModules = new Dictionary<string, string>
    {
        ["fermyon:spin/config"] = "spin-config",
        ["fermyon:spin/http"] = "wasi-outbound-http",
        ["fermyon:spin/key-value"] = "key-value",
        ["fermyon:spin/redis"] = "outbound-redis",
        ["fermyon:spin/postgres"] = "outbound-pg",
        ["fermyon:spin/mysql"] = "outbound-mysql",
        ["fermyon:spin/sqlite"] = "sqlite",
        ["fermyon:spin/llm"] = "llm",
    }.ToFrozenDictionary();

    /// <summary>Returns the earlier name of an import, or the import itself if its name is not a later name.</summary>
    public static (string Module, string Name) Earlier(string module, string name)
    {
        if (!EarlierModules.TryGetValue(module, out var earlier))
            return (module, name);
        return (earlier, earlier == "wasi-outbound-http" && name == "send-request" ? "request" : name);
    }

    /// <summary>Explains why a function of a module with this earlier name, or of an interface with a version, is not available: a clause
    /// for a sentence.</summary>
    public static string ExplainAbsence(string earlierModule) => Unversioned(earlierModule) switch
    {
        "outbound-redis" => "of the interfaces of Redis, fermyon:spin/redis and its version 2.0.0 are available",
        "outbound-pg" or "outbound-mysql" => "SQL databases are not available to functions; use outbound HTTP to a service in front of one",
        "sqlite" => "of the interfaces of SQLite, fermyon:spin/sqlite and spin:sqlite/sqlite@3.0.0 are available",
        "llm" => "models are not available to functions; use outbound HTTP to a service that runs one",
        "filesystem" => "folders are open to WASI preview 1 only",
        "sockets" => "sockets are not available to functions; use outbound HTTP",
        _ => "the interface has no such function",
    };

    // A versioned interface of Spin or WASI by its earlier name or its package.
    private static string Unversioned(string module)
    {
        var name = module.Split('@')[0];
        if (EarlierModules.TryGetValue(name, out var earlier))
            return earlier;
        var package = name.Split('/')[0];
        return package switch
        {
            "spin:sqlite" => "sqlite",
            "spin:redis" => "outbound-redis",
            "spin:postgres" => "outbound-pg",
            "spin:mysql" => "outbound-mysql",
            "wasi:filesystem" => "filesystem",
            "wasi:sockets" => "sockets",
            _ => module,
        };
    }

    /// <summary>Indicates whether a module with this earlier name belongs to Spin, whether or not this host offers its functions.</summary>
    public static bool BelongsToSpin(string earlierModule) => EarlierModules.Values.Contains(earlierModule);
}
