namespace Wasmill.Broker.Targets;

/// <summary>A target that can tell whether it is reachable without delivering anything.</summary>
public interface IProbeable
{
    /// <summary>Looks whether the target is there. Never throws for what the other side does.</summary>
    ValueTask<bool> ProbeAsync(CancellationToken cancellationToken);
}
