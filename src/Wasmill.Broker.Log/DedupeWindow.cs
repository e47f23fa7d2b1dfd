using System.Security.Cryptography;
using System.Text;
using Wasmill.Events;

namespace Wasmill.Broker.Log;

// Tested by: LogEngineTests
/// <summary>
/// Keys of recent events: source and ID together identify an event (CloudEvents 1.0.2, "id"). Used by the log's writer only.
/// </summary>
internal sealed class DedupeWindow(TimeSpan window)
{
    // Half of a SHA-256 hash: a collision would drop an event, and a producer must not be able to cause one.
    private const int KeyBytes = 16;

    private readonly Dictionary<UInt128, DateTimeOffset> _seen = [];
    private readonly Queue<(UInt128 Key, DateTimeOffset At)> _order = new();

    /// <summary>Gets the deduplication key of an event.</summary>
    public static UInt128 KeyOf(CloudEvent cloudEvent)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{cloudEvent.Source}\n{cloudEvent.Id}"), hash);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(hash[..KeyBytes]);
    }

    /// <summary>Records an event.</summary>
    /// <returns>False if it was seen within the window.</returns>
    public bool TryAdd(UInt128 key, DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && oldest.At + window < now)
        {
            _order.Dequeue();
            if (_seen.TryGetValue(oldest.Key, out var at) && at == oldest.At)
                _seen.Remove(oldest.Key);
        }

        if (!_seen.TryAdd(key, now))
            return false;
        _order.Enqueue((key, now));
        return true;
    }

    /// <summary>Removes an event that could not be stored.</summary>
    public void Remove(UInt128 key) => _seen.Remove(key);
}
