using Microsoft.Extensions.Logging;
using Wasmill.Broker.Ingress;

namespace Wasmill.Broker.Sources;

/// <summary>Services that all sources of a broker share.</summary>
/// <param name="Ingress">Receives the events of the sources.</param>
/// <param name="Positions">Stores the positions of the sources.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Returns numbers from 0 to 1, for jitter.</param>
/// <param name="Logs">Creates loggers for the broker's log; the category is the source's name.</param>
public sealed record SourceServices(
    IEventIngress Ingress, PositionFolder Positions, TimeProvider Time, Func<double> Random, ILoggerFactory Logs);
