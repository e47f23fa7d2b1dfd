using Wasmill.Broker.Crashes;
using Wasmill.Broker.Engines;
using Wasmill.Broker.History.Journal;

namespace Wasmill.Broker.Delivery;

/// <summary>What every trigger's runner shares.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Random">Numbers from 0 to 1 for jitter.</param>
/// <param name="Journal">Gets every attempt.</param>
/// <param name="RepliesStored">Told of replies that became events.</param>
/// <param name="Report">Told, in one line or more, of what should never happen.</param>
/// <param name="Crashes">Notes calls in this process; null where positions do not survive it.</param>
internal sealed record RunnerServices(
    TimeProvider Time, Func<double> Random, DeliveryJournal Journal, Action<IReadOnlyList<StoredEvent>> RepliesStored, Action<string> Report, CrashGuard? Crashes);
