using System.Text.Json.Serialization;

namespace Wasmill.Commands.Flows;

/// <summary>What the commands for event flows print with <c>-o json</c>, beyond what the admin API has.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrokerRow[]))]
[JsonSerializable(typeof(CreatedRow))]
internal sealed partial class FlowsJson : JsonSerializerContext;
