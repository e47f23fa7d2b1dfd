using Wasmill.Broker.Measuring;

namespace Wasmill.Server.Observing;

/// <summary>Counts what the ingest answers.</summary>
/// <param name="duration">How long requests took, from their headers to the answer.</param>
internal sealed class IngestMeter(LatencyHistogram duration)
{
    // Every status that the ingest has (docs/errors.md); others are counted together.
    private static readonly int[] Known = [202, 400, 401, 405, 413, 415, 500, 503];

    private readonly long[] _answers = new long[Known.Length + 1];
    private long _events;

    /// <summary>How long requests took, from their headers to the answer.</summary>
    public LatencyHistogram Duration => duration;

    /// <summary>Events that were stored.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>How often each status was answered; <c>other</c> for those that it should not have.</summary>
    public IEnumerable<(string Status, long Count)> Answers
        => _answers.Select((_, index) => (index < Known.Length
            ? Known[index].ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "other", Interlocked.Read(ref _answers[index])));

    /// <summary>Notes an answer.</summary>
    public void Note(int status, TimeSpan elapsed)
    {
        var index = Array.IndexOf(Known, status);
        Interlocked.Increment(ref _answers[index < 0 ? Known.Length : index]);
        duration.Add(elapsed);
    }

    /// <summary>Notes stored events.</summary>
    public void NoteEvents(int count) => Interlocked.Add(ref _events, count);
}
