using System.Text.Json.Serialization;

namespace Wasmill.Commands.Flows;

/// <summary>JSON output of the commands for event flows, beyond the types of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrokerRow[]))]
[JsonSerializable(typeof(CreatedRow))]
[JsonSerializable(typeof(BrokerRow))]
[JsonSerializable(typeof(DeletedRow))]
[JsonSerializable(typeof(CredentialRow))]
[JsonSerializable(typeof(CredentialRow[]))]
[JsonSerializable(typeof(KindRow[]))]
internal sealed partial class FlowsJson : JsonSerializerContext;
