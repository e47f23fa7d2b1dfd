using System.Text.Json.Serialization;

namespace Wasmill.Commands.SeeItWork;

/// <summary>What <c>wasmill version -o json</c> prints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VersionRow))]
internal sealed partial class VersionJson : JsonSerializerContext;
