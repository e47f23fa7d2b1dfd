using System.Text.Json.Serialization;

namespace Wasmill.Broker.Delivery.DeadLetters;

/// <summary>How notes are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(DeadLetterNote))]
internal sealed partial class NoteJson : JsonSerializerContext;
