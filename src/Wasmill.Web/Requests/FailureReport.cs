using Microsoft.Extensions.Logging;

namespace Wasmill.Web.Requests;

/// <summary>Logs answers with a status from 500. The same one is logged once in ten seconds, with the number of those that were left out.</summary>
internal sealed class FailureReport(ILogger log, TimeProvider time)
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

        if (leftOut > 0)
            log.RequestsFailed(method, path, status, reason, leftOut);
        else
            log.RequestFailed(method, path, status, reason);
    }
}
