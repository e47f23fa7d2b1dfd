using Microsoft.Extensions.Logging;
using Wasmill.Broker.Ingress;

namespace Wasmill.Broker.Sources;

/// <summary>What the sources of a broker share.</summary>
/// <param name="Ingress">Takes their events.</param>
/// <param name="Positions">Keeps how far they have come.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Gives numbers from 0 to 1, for jitter.</param>
/// <param name="Logs">Makes loggers for the broker's log; the category is the source's name.</param>
public sealed record SourceServices(
    IEventIngress Ingress, PositionFolder Positions, TimeProvider Time, Func<double> Random, ILoggerFactory Logs);
