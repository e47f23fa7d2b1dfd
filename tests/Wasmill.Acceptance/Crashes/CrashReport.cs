using System.Globalization;

namespace Wasmill.Acceptance.Crashes;

/// <summary>What a crash run came to.</summary>
/// <param name="Kills">How often the broker was killed.</param>
/// <param name="InFlight">Kills that hit requests in flight.</param>
/// <param name="CutTails">Starts that cut off a write which the kill had interrupted.</param>
/// <param name="Acknowledged">Events answered with 202.</param>
/// <param name="Lost">Those that some trigger did not get, and replies that nobody got.</param>
/// <param name="Corrupt">Events that came with another payload.</param>
/// <param name="Duplicates">Deliveries beyond the first.</param>
/// <param name="Unexpected">Answers that were neither 202 nor 503.</param>
/// <param name="LongestStart">The longest time from <c>wasmill start</c> to a broker that takes events.</param>
/// <param name="LongestWait">The longest time from a request to its answer or to the end of its connection.</param>
internal sealed record CrashReport(
    int Kills, int InFlight, int CutTails, int Acknowledged, IReadOnlyList<string> Lost, IReadOnlyList<string> Corrupt, int Duplicates,
    int Unexpected, TimeSpan LongestStart, TimeSpan LongestWait)
{
    // Two triggers with 32 attempts in flight each, and the replies of one of them, whose repeated ids are delivered again as well.
    private const int InFlightAtMost = 3 * 32;

    /// <summary>Fails the test unless every promise was kept.</summary>
    public void Check()
    {
        Assert.Empty(Lost);
        Assert.Empty(Corrupt);
        Assert.Equal(0, Unexpected);
        Assert.True(Duplicates <= Kills * InFlightAtMost, ToString());
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kills} kills ({InFlight} with requests in flight, {CutTails} cut tails), {Acknowledged} acknowledged, {Lost.Count} lost, "
        + $"{Corrupt.Count} corrupt, {Duplicates} delivered again, {Unexpected} unexpected answers, "
        + $"longest start {LongestStart.TotalSeconds:0.00} s, longest wait for an answer {LongestWait.TotalSeconds:0.00} s");
}
