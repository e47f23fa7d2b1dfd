using System.Text.Json.Serialization;

namespace Wasmill.Broker.Delivery.DeadLetters;

/// <summary>JSON serialization of notes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DeadLetterNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
