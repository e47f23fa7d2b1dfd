using Microsoft.Extensions.Logging;

namespace Wasmill.Apps.Fetching;

/// <summary>Log messages about downloaded modules; their event ids are 4051 to 4099 (docs/logs.md).</summary>
internal static partial class FetchingLogMessages
{
    /// <summary>A download takes long enough for a user to wonder.</summary>
    [LoggerMessage(4051, LogLevel.Information, "fetching {Url} (only once) ...")]
    public static partial void Fetching(this ILogger log, string url);

    /// <summary>A file of the cache does not have the content of its name.</summary>
    [LoggerMessage(4052, LogLevel.Warning, "{Path} is damaged or was changed: its digest is not that of its name; it is not used")]
    public static partial void FetchedModuleDamaged(this ILogger log, string path);
}
