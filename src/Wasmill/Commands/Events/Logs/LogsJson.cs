using System.Text.Json.Serialization;

namespace Wasmill.Commands.Events.Logs;

/// <summary>JSON output of <c>wasmill logs</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(LogRow))]
internal sealed partial class LogsJson : JsonSerializerContext;
