using System.Text.Json.Serialization;

namespace Wasmill.Commands.Flows;

/// <summary>JSON output of the commands for event flows, beyond the types of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrokerRow[]))]
[JsonSerializable(typeof(CreatedRow))]
internal sealed partial class FlowsJson : JsonSerializerContext;
