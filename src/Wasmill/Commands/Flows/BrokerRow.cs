namespace Wasmill.Commands.Flows;

/// <summary>A broker in the list of brokers.</summary>
internal sealed record BrokerRow(string Name, bool Current, string? Url);
