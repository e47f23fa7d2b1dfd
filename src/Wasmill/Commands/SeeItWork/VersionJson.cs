using System.Text.Json.Serialization;

namespace Wasmill.Commands.SeeItWork;

/// <summary>JSON output of <c>wasmill version</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionRow))]
internal sealed partial class VersionJson : JsonSerializerContext;
