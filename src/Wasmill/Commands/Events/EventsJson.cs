using System.Text.Json.Serialization;
using Wasmill.Commands.Events.LogRows;

namespace Wasmill.Commands.Events;

/// <summary>JSON output of the commands for events, beyond the types of the admin API.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FilterTestRow))]
[JsonSerializable(typeof(SentRow))]
[JsonSerializable(typeof(StatRow))]
[JsonSerializable(typeof(VerifyRow))]
internal sealed partial class EventsJson : JsonSerializerContext;
