using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Measuring;

/// <summary>A target with its counters.</summary>
/// <param name="Target">The target.</param>
/// <param name="Counters">Counters of the target, kept if another target takes its name.</param>
internal sealed record MeasuredTarget(IEventTarget Target, TargetCounters Counters);
