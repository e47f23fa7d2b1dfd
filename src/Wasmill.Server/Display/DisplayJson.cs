using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wasmill.Server.Display;

/// <summary>The JSON of the display's page.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(ShortenedPayload))]
internal sealed partial class DisplayJson : JsonSerializerContext;
