using System.Globalization;
using Wasmill.Web.Connections;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>The number of files and sockets that this process may have open.</summary>
internal sealed class OpenFilesCheck : IMachineCheck
{
    // Below, the runtime's own files leave connections the least number only.
    private const long Least = 512;
    private const long Good = 4096;

    /// <inheritdoc />
    public string Name => "open files";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
        => Task.FromResult(Judge(ConnectionBudget.Descriptors, ConnectionBudget.OfProcess));

    /// <summary>Judges the limit.</summary>
    /// <param name="limit">The hard limit, which Wasmill raises the soft one to.</param>
    /// <param name="connections">The number of connections that it leaves.</param>
    internal static CheckResult Judge(long limit, int connections)
    {
        if (limit == long.MaxValue)
            return CheckResult.Ok("no limit");
        var text = string.Create(CultureInfo.InvariantCulture, $"{limit:N0}, which leaves {connections:N0} connections at a time");
        const string Remedy = "raise the hard limit (ulimit -Hn 65536, LimitNOFILE=65536 in a unit)";
        return limit < Least ? CheckResult.Problem(text, Remedy) : limit < Good ? CheckResult.Warning(text, Remedy) : CheckResult.Ok(text);
    }
}
