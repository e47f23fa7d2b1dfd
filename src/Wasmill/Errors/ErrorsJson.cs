using System.Text.Json.Serialization;

namespace Wasmill.Errors;

/// <summary>JSON output of errors.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ErrorRow))]
internal sealed partial class ErrorsJson : JsonSerializerContext;
