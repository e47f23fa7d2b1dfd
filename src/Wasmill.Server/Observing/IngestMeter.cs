using Wasmill.Broker.Measuring;

namespace Wasmill.Server.Observing;

/// <summary>Counts the responses of the ingest.</summary>
/// <param name="duration">Duration of requests, from their headers to the response.</param>
internal sealed class IngestMeter(LatencyHistogram duration)
{
    // All statuses of the ingest (docs/errors.md); others are counted together.
    private static readonly int[] Known = [202, 400, 401, 405, 413, 415, 500, 503];

    private readonly long[] _answers = new long[Known.Length + 1];
    private long _events;

    /// <summary>Duration of requests, from their headers to the response.</summary>
    public LatencyHistogram Duration => duration;

    /// <summary>Number of stored events.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Number of responses by status; <c>other</c> for unexpected ones.</summary>
    public IEnumerable<(string Status, long Count)> Answers
        => _answers.Select((_, index) => (index < Known.Length
            ? Known[index].ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "other", Interlocked.Read(ref _answers[index])));

    /// <summary>Counts a response.</summary>
    public void Note(int status, TimeSpan elapsed)
    {
        var index = Array.IndexOf(Known, status);
        Interlocked.Increment(ref _answers[index < 0 ? Known.Length : index]);
        duration.Add(elapsed);
    }

    /// <summary>Counts stored events.</summary>
    public void NoteEvents(int count) => Interlocked.Add(ref _events, count);
}
