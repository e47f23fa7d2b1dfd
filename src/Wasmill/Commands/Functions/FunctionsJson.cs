using System.Text.Json.Serialization;
using Wasmill.Commands.Functions.Creating;
using Wasmill.Commands.Functions.Inspecting;
using Wasmill.Commands.Functions.Invoking;

namespace Wasmill.Commands.Functions;

/// <summary>JSON output of the commands for functions.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(InvocationRow))]
[JsonSerializable(typeof(ModuleRow[]))]
[JsonSerializable(typeof(TemplateRow[]))]
[JsonSerializable(typeof(AddedRow))]
internal sealed partial class FunctionsJson : JsonSerializerContext;
