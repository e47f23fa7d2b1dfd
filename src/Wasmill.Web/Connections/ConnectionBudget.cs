using Wasmill.Web.Native;

namespace Wasmill.Web.Connections;

/// <summary>The share of the process's file descriptors that connections may take. .NET aborts the process when it cannot open what it needs itself.</summary>
internal static class ConnectionBudget
{
    // The runtime has about 150 open; the rest is for the log's segments, connections to targets, and files of functions.
    private const long Reserve = 256;

    /// <summary>The budget of this process; its soft limit is raised to the hard one first.</summary>
    public static int OfProcess { get; } = Of(DescriptorLimit.Raise());

    /// <summary>The budget under a limit: five eighths of it, and less where that would leave fewer than 256.</summary>
    /// <returns>At least 16.</returns>
    public static int Of(long limit) => (int)Math.Clamp(Math.Min(limit / 8 * 5, limit - Reserve), 16, int.MaxValue);
}
