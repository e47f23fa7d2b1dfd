using Wasmill.Broker.Delivery;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Policies;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>One trigger of the simulated process.</summary>
internal sealed class SimulatedTrigger(string name, string type, DeliveryPolicy policy, Func<double> random)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public DeliveryMachine Machine { get; } = new(policy, random);

    public LogTrigger Log { get; set; } = null!;

    public List<SimulatedDelivery> Attempts { get; } = [];

    public DateTimeOffset? Wake { get; set; }

    /// <summary>Retries that a planted bug keeps in memory only.</summary>
    public List<(SimulatedDelivery Delivery, DateTimeOffset Due)> Remembered { get; } = [];

    public bool Matches(string type) => Type == "*" || Type == type;
}
