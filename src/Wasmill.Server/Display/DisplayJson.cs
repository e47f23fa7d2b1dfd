using System.Text.Json;
using System.Text.Json.Serialization;

namespace Wasmill.Server.Display;

/// <summary>The JSON of the display's page.</summary>
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class DisplayJson : JsonSerializerContext;
