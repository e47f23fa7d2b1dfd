namespace Wasmill.Broker.Targets;

/// <summary>A target that can check whether it is reachable without a delivery.</summary>
public interface IProbeable
{
    /// <summary>Checks whether the target is reachable. Never throws for failures of the remote side.</summary>
    ValueTask<bool> ProbeAsync(CancellationToken cancellationToken);
}
