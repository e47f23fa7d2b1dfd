using System.Diagnostics.Metrics;

namespace Wasmill.Functions.Hosting;

/// <summary>The metrics of functions: observable instruments over <see cref="FunctionCounters"/>, read when somebody asks.</summary>
internal sealed class FunctionMeter : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Owner, string Name), FunctionCounters> _functions = [];

    /// <summary>Creates the instruments.</summary>
    public FunctionMeter()
    {
        Count("wasmill.function.calls", "Calls that have ended.", static one => one.Calls);
        Count("wasmill.function.failures", "Calls that ended without an answer of the function.", static one => one.Failures);
        Count("wasmill.function.rejected_calls", "Calls that found the function's queue full.", static one => one.Rejected);
        Meter.CreateObservableCounter(
            "wasmill.function.sandbox_time",
            () => Read(static one => one.SandboxTime.TotalSeconds),
            "s",
            "Time that calls took in the sandbox.");
        Measure("wasmill.function.queued_calls", null, "Calls that wait for a worker.", static one => one.Queued);
        Measure("wasmill.function.running_calls", null, "Calls that run.", static one => one.Running);
        Measure("wasmill.function.instances", null, "Instances that run a call or wait for another one.", static one => one.Instances);
        Measure("wasmill.function.max_memory", "By", "The largest memory that a call had.", static one => one.MaxMemory);
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; } = new("Wasmill.Functions");

    /// <summary>Adds a version of a function.</summary>
    /// <returns>The function's counters, which go on over its versions.</returns>
    public FunctionCounters Open(FunctionConfig config, LoadedFunction version)
    {
        lock (_lock)
        {
            if (!_functions.TryGetValue((config.Owner, config.Name), out var counters))
                _functions.Add((config.Owner, config.Name), counters = new FunctionCounters(config.Owner, config.Name));
            counters.Versions.Add(version);
            return counters;
        }
    }

    /// <summary>Forgets a version, and with the last one the function. May be called again.</summary>
    public void Close(FunctionCounters counters, LoadedFunction version)
    {
        lock (_lock)
        {
            if (counters.Versions.Remove(version) && counters.Versions.Count == 0)
                _functions.Remove((counters.Owner, counters.Name));
        }
    }

    /// <summary>Ends the instruments.</summary>
    public void Dispose() => Meter.Dispose();

    private void Count(string name, string description, Func<FunctionCounters, long> value)
        => Meter.CreateObservableCounter(name, () => Read(value), null, description);

    private void Measure(string name, string? unit, string description, Func<FunctionCounters, long> value)
        => Meter.CreateObservableGauge(name, () => Read(value), unit, description);

    private List<Measurement<T>> Read<T>(Func<FunctionCounters, T> value)
        where T : struct
    {
        lock (_lock)
        {
            return [.. _functions.Values.Select(one => new Measurement<T>(
                value(one),
                new KeyValuePair<string, object?>("target", one.Owner),
                new KeyValuePair<string, object?>("function", one.Name)))];
        }
    }
}
