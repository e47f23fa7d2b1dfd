using System.Text.Json.Serialization;

namespace Wasmill.Client.Api;

/// <summary>The JSON of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StatusDto))]
[JsonSerializable(typeof(TriggerDto))]
[JsonSerializable(typeof(SourceDto))]
[JsonSerializable(typeof(TargetDto))]
[JsonSerializable(typeof(FlowDto))]
[JsonSerializable(typeof(WatchedEventDto))]
[JsonSerializable(typeof(OutcomeDto))]
[JsonSerializable(typeof(OutcomeDto[]))]
[JsonSerializable(typeof(DeadLetterDto))]
[JsonSerializable(typeof(DeadLetterDto[]))]
[JsonSerializable(typeof(DeadLetterSelectionDto))]
[JsonSerializable(typeof(CountDto))]
[JsonSerializable(typeof(ReplayDto))]
public sealed partial class ApiJson : JsonSerializerContext;
