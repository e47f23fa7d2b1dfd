using System.Text.Json.Serialization;

namespace Wasmill.Commands.SeeItWork;

/// <summary>JSON output of <c>wasmill doctor</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DoctorRow[]))]
internal sealed partial class DoctorJson : JsonSerializerContext;
