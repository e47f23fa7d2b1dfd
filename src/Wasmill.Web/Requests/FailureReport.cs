namespace Wasmill.Web.Requests;

/// <summary>Reports answers with a status from 500. The same one is reported once in ten seconds, with the number of those that were left out.</summary>
internal sealed class FailureReport(Action<string> report, TimeProvider time)
{
    private const int MostReasons = 256;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(int, string), (long ReportedAt, long LeftOut)> _known = [];

    /// <summary>Notes an answer.</summary>
    public void Note(string method, string? path, int status, string reason)
    {
        long leftOut;
        lock (_lock)
        {
            var now = time.GetTimestamp();
            if (_known.TryGetValue((status, reason), out var known) && time.GetElapsedTime(known.ReportedAt, now) < Period)
            {
                _known[(status, reason)] = known with { LeftOut = known.LeftOut + 1 };
                return;
            }

            if (_known.Count >= MostReasons)
                _known.Clear();
            leftOut = known.LeftOut;
            _known[(status, reason)] = (now, 0);
        }

        report(FormattableString.Invariant($"{method} {path} was answered with {status}: {reason}") + (leftOut > 0 ? FormattableString.Invariant($" ({leftOut} more since the last such line)") : ""));
    }
}
