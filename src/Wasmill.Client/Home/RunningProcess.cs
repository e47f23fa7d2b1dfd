namespace Wasmill.Client.Home;

/// <summary>A broker's process while it serves, in <c>process.json</c>.</summary>
/// <param name="ProcessId">Its process id.</param>
/// <param name="Url">Where it listens.</param>
/// <param name="Instance">Names this run of the process: given by who started it.</param>
public sealed record RunningProcess(int ProcessId, string Url, string Instance);
