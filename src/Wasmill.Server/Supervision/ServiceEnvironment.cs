using System.Globalization;

namespace Wasmill.Server.Supervision;

/// <summary>
/// What a service manager such as systemd tells a process that it starts, in environment variables: sd_notify(3), sd_listen_fds(3),
/// sd_watchdog_enabled(3), and JOURNAL_STREAM in systemd.exec(5).
/// </summary>
public sealed record ServiceEnvironment
{
    private const string Notify = "NOTIFY_SOCKET";
    private const string WatchdogPeriod = "WATCHDOG_USEC";
    private const string WatchdogProcess = "WATCHDOG_PID";
    private const string ListenProcess = "LISTEN_PID";
    private const string ListenCount = "LISTEN_FDS";
    private const string ListenNames = "LISTEN_FDNAMES";
    private const string Journal = "JOURNAL_STREAM";
    private const string StandardError = "/proc/self/fd/2";

    /// <summary>The environment of a process without a service manager.</summary>
    public static ServiceEnvironment None { get; } = new();

    /// <summary>The address of the datagram socket that receives notifications; null if none.</summary>
    public string? NotifyAddress { get; init; }

    /// <summary>The longest time between two signs of life; null if none are expected.</summary>
    public TimeSpan? WatchdogTimeout { get; init; }

    /// <summary>The number of passed sockets.</summary>
    public int Sockets { get; init; }

    /// <summary>Indicates whether standard error is read by systemd's journal.</summary>
    public bool LogsToJournal { get; init; }

    /// <summary>Reads the variables of this process and removes them: processes that it starts must not take them for their own.</summary>
    public static ServiceEnvironment Take()
    {
        var isJournal = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Journal));
        var taken = Read(
            Environment.GetEnvironmentVariable, Environment.ProcessId, isJournal ? new FileInfo(StandardError).LinkTarget : null);
        foreach (var name in (string[])[Notify, WatchdogPeriod, WatchdogProcess, ListenProcess, ListenCount, ListenNames])
            Environment.SetEnvironmentVariable(name, null);
        return taken;
    }

    /// <summary>Reads the variables of a process.</summary>
    /// <param name="variable">Returns the value of a variable, or null.</param>
    /// <param name="processId">The process's id: what is meant for another process is ignored.</param>
    /// <param name="errorStream">What Linux calls standard error, such as <c>socket:[4711]</c> with its inode; null if unknown.</param>
    internal static ServiceEnvironment Read(Func<string, string?> variable, int processId, string? errorStream)
        => new()
        {
            NotifyAddress = variable(Notify) is { Length: > 0 } address ? address : null,
            WatchdogTimeout = variable(WatchdogProcess) is null || Number(variable(WatchdogProcess)) == processId
                ? Number(variable(WatchdogPeriod)) is > 0 and var microseconds ? TimeSpan.FromMicroseconds(microseconds) : null
                : null,
            Sockets = Number(variable(ListenProcess)) == processId ? (int)Math.Min(Number(variable(ListenCount)), int.MaxValue) : 0,
            LogsToJournal = variable(Journal)?.Split(':') is [_, { Length: > 0 } inode]
                && errorStream?.EndsWith($":[{inode}]", StringComparison.Ordinal) == true,
        };

    private static long Number(string? text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
