using System.Text.Json.Serialization;

namespace Wasmill.Commands.Events;

/// <summary>What the commands for events print with <c>-o json</c>, beyond what the admin API has.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FilterTestRow))]
[JsonSerializable(typeof(SentRow))]
[JsonSerializable(typeof(VerifyRow))]
internal sealed partial class EventsJson : JsonSerializerContext;
