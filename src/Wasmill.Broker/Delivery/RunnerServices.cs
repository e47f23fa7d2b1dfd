using Microsoft.Extensions.Logging;
using Wasmill.Broker.Crashes;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Observing;

namespace Wasmill.Broker.Delivery;

/// <summary>Services that all trigger runners share.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Random">Numbers from 0 to 1 for jitter.</param>
/// <param name="Observers">Receive every attempt.</param>
/// <param name="Log">Receives reports of internal errors.</param>
/// <param name="Crashes">Records calls in this process; null if positions do not survive the process.</param>
/// <param name="Instruments">Instruments that measure each attempt.</param>
internal sealed record RunnerServices(
    TimeProvider Time, Func<double> Random, EventObservers Observers, ILogger Log, CrashGuard? Crashes, BrokerInstruments Instruments);
