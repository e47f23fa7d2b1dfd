namespace Wasmill.Output;

/// <summary>A broker in the list of brokers.</summary>
internal sealed record BrokerRow(string Name, bool Current, string? Url);
