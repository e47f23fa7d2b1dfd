using Wasmill.Web.Native;

namespace Wasmill.Web.Connections;

/// <summary>
/// The share of the process's file descriptors that connections may use. .NET aborts the process if it cannot open a file that it needs
/// itself.
/// </summary>
public static class ConnectionBudget
{
    // The runtime has about 150 files open; the rest is for segments of the log, connections to targets, and files of functions.
    private const long Reserve = 256;

    /// <summary>The limit of file descriptors of this process: the soft limit, after it was raised to the hard limit.</summary>
    /// <value><see cref="long.MaxValue"/> if unlimited.</value>
    public static long Descriptors { get; } = DescriptorLimit.Raise();

    /// <summary>The budget of this process.</summary>
    public static int OfProcess { get; } = Of(Descriptors);

    /// <summary>Returns the budget for a limit: five eighths of it, or less if that would leave fewer than 256.</summary>
    /// <returns>At least 16.</returns>
    public static int Of(long limit) => (int)Math.Clamp(Math.Min(limit / 8 * 5, limit - Reserve), 16, int.MaxValue);
}
