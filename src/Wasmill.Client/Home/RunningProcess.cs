namespace Wasmill.Client.Home;

/// <summary>The process that is serving a broker, in <c>process.json</c>.</summary>
/// <param name="ProcessId">Its process id.</param>
/// <param name="Url">The URL that it listens on.</param>
/// <param name="Instance">Identifies this run of the process; set by the process that started it.</param>
public sealed record RunningProcess(int ProcessId, string Url, string Instance);
