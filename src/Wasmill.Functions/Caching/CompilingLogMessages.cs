using Microsoft.Extensions.Logging;

namespace Wasmill.Functions.Caching;

/// <summary>Log messages about compiled code; their event ids are 3001 to 3099 (docs/logs.md).</summary>
internal static partial class CompilingLogMessages
{
    /// <summary>A large module is compiled, which takes long enough for a user to wonder.</summary>
    [LoggerMessage(3001, LogLevel.Information, "compiling {Mebibytes} MiB of WebAssembly for this machine (only once) ...")]
    public static partial void Compiling(this ILogger log, int mebibytes);

    /// <summary>A function's compiled code could not be loaded for another processor: calls are slower than they could be.</summary>
    [LoggerMessage(3002, LogLevel.Warning,
        "the compiled code of a function could not be read again, so that its calls share one pool: {Reason}")]
    public static partial void CodeNotReadAgain(this ILogger log, string reason);

    /// <summary>Compiled code of the package is not used; the same code is compiled for this machine.</summary>
    [LoggerMessage(3003, LogLevel.Warning, "compiled code of the package is not used: {Reason}")]
    public static partial void PackagedCodeRefused(this ILogger log, string reason);
}
