using System.Globalization;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>
/// Whether the clock can be right: not before this program was installed, nor before a broker's file was written. Back-off, retention and
/// schedules go by it.
/// </summary>
/// <param name="home">The folder of the brokers, which need not exist.</param>
/// <param name="program">A file of this program.</param>
/// <param name="time">The clock.</param>
internal sealed class ClockCheck(string home, string program, TimeProvider time) : IMachineCheck
{
    // Another machine may have written the file of an installation, in another time zone at worst.
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    // File systems of the network use the clock of their server.
    private static readonly TimeSpan FileTolerance = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public string Name => "clock";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        var newest = Directory.Exists(home)
            ? Directory.EnumerateFiles(home, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true })
                .Select(file => (DateTimeOffset?)File.GetLastWriteTimeUtc(file))
                .Max()
            : null;
        return Task.FromResult(Judge(time.GetUtcNow(), File.GetLastWriteTimeUtc(program), newest));
    }

    /// <summary>Judges the clock.</summary>
    /// <param name="now">What it shows.</param>
    /// <param name="installed">When this program was written.</param>
    /// <param name="newest">When the newest file of a broker was written; null if there is none.</param>
    internal static CheckResult Judge(DateTimeOffset now, DateTimeOffset installed, DateTimeOffset? newest)
    {
        var shown = now.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        const string Remedy = "set the clock (timedatectl set-ntp true)";
        if (now < installed - Tolerance)
            return CheckResult.Problem($"{shown} is before this program was installed", Remedy);
        return newest > now + FileTolerance
            ? CheckResult.Problem($"{shown} is before the last write of a broker: the clock has gone back", Remedy)
            : CheckResult.Ok(shown);
    }
}
