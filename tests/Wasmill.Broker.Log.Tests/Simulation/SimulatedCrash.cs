namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>The process ends here. Not an IOException: nothing may catch it.</summary>
internal sealed class SimulatedCrash : Exception;
