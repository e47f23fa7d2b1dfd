using Microsoft.Extensions.Logging;

namespace Wasmill.Storage;

/// <summary>Log messages about failed writes; their event ids are 1001 to 1099 (docs/logs.md).</summary>
internal static partial class StorageLogMessages
{
    /// <summary>Writes of a kind begin to fail.</summary>
    [LoggerMessage(1001, LogLevel.Warning, "{Writes} cannot be written: {Reason}; they are left out and counted")]
    public static partial void WritesFail(this ILogger log, string writes, string reason);

    /// <summary>Writes of a kind work again.</summary>
    [LoggerMessage(1002, LogLevel.Information, "{Writes} can be written again; {Failures} writes have failed since the start")]
    public static partial void WritesWork(this ILogger log, string writes, long failures);
}
