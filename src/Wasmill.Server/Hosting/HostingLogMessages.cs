using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Hosting;

/// <summary>Log messages about the start and stop of a broker's process; their event ids are 9051 to 9099 (docs/logs.md).</summary>
internal static partial class HostingLogMessages
{
    /// <summary>The broker is serving.</summary>
    [LoggerMessage(9051, LogLevel.Information, "serving at {Url}")]
    public static partial void Serving(this ILogger log, string url);

    /// <summary>The broker is stopping.</summary>
    [LoggerMessage(9052, LogLevel.Information, "stopping")]
    public static partial void Stopping(this ILogger log);

    /// <summary>The broker has stopped.</summary>
    [LoggerMessage(9053, LogLevel.Information, "stopped")]
    public static partial void Stopped(this ILogger log);

    /// <summary>Other users could access a file or folder of the broker.</summary>
    [LoggerMessage(9054, LogLevel.Warning, "1 file or folder in {Folder} was open to other users; it is private now")]
    public static partial void FileClosed(this ILogger log, string folder);

    /// <summary>Other users could access files or folders of the broker.</summary>
    [LoggerMessage(9055, LogLevel.Warning, "{Files} files and folders in {Folder} were open to other users; they are private now")]
    public static partial void FilesClosed(this ILogger log, int files, string folder);
}
