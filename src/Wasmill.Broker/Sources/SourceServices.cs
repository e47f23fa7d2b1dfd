using Wasmill.Broker.Ingress;

namespace Wasmill.Broker.Sources;

/// <summary>What the sources of a broker share.</summary>
/// <param name="Ingress">Takes their events.</param>
/// <param name="Positions">Keeps how far they have come.</param>
/// <param name="Time">The clock.</param>
/// <param name="Random">Gives numbers from 0 to 1, for jitter.</param>
/// <param name="Log">Takes lines for the broker's log: the source's name and the text.</param>
public sealed record SourceServices(
    IEventIngress Ingress, PositionFolder Positions, TimeProvider Time, Func<double> Random, Action<string, string> Log);
