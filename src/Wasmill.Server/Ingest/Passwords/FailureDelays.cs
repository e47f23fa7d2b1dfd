namespace Wasmill.Server.Ingest.Passwords;

// Tested by: PasswordTests
/// <summary>Delays that grow with each wrong password from an address, or for a user name.</summary>
/// <param name="free">Number of failures without a delay.</param>
/// <param name="longest">The longest delay; the first one is 100 ms, and each further failure doubles it.</param>
/// <param name="time">The clock.</param>
internal sealed class FailureDelays(int free, TimeSpan longest, TimeProvider time)
{
    private const int MostKeys = 4_096;
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Forget = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Failures, long Last)> _keys = new(StringComparer.Ordinal);

    /// <summary>Returns the time until the next attempt is allowed; zero when it is allowed now.</summary>
    public TimeSpan Remaining(string key)
    {
        lock (_lock)
        {
            if (!_keys.TryGetValue(key, out var known) || known.Failures < free)
                return TimeSpan.Zero;
            var delay = TimeSpan.FromTicks(Math.Min(longest.Ticks, First.Ticks << Math.Min(known.Failures - free, 20)));
            var left = delay - time.GetElapsedTime(known.Last);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Records a wrong password.</summary>
    public void Note(string key)
    {
        lock (_lock)
        {
            var failures = _keys.TryGetValue(key, out var known) && time.GetElapsedTime(known.Last) < Forget ? known.Failures : 0;
            if (_keys.Count >= MostKeys && !_keys.ContainsKey(key))
                _keys.Remove(_keys.MinBy(pair => pair.Value.Last).Key);
            _keys[key] = (failures + 1, time.GetTimestamp());
        }
    }
}
