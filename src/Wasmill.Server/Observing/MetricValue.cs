namespace Wasmill.Server.Observing;

/// <summary>One value of an instrument.</summary>
/// <param name="Value">The value.</param>
/// <param name="Tags">Its tags, which become labels.</param>
internal readonly record struct MetricValue(double Value, IReadOnlyList<KeyValuePair<string, object?>> Tags);
