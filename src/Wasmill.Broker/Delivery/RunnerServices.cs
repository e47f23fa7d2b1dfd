using Microsoft.Extensions.Logging;
using Wasmill.Broker.Crashes;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Observing;

namespace Wasmill.Broker.Delivery;

/// <summary>What every trigger's runner shares.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Random">Numbers from 0 to 1 for jitter.</param>
/// <param name="Observers">Told of every attempt.</param>
/// <param name="Log">The log of what should never happen.</param>
/// <param name="Crashes">Notes calls in this process; null where positions do not survive it.</param>
/// <param name="Instruments">The instruments that are told of each attempt.</param>
internal sealed record RunnerServices(
    TimeProvider Time, Func<double> Random, EventObservers Observers, ILogger Log, CrashGuard? Crashes, BrokerInstruments Instruments);
