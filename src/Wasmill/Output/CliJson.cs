using System.Text.Json.Serialization;
using Wasmill.Inspecting;
using Wasmill.Invoking;

namespace Wasmill.Output;

/// <summary>What commands print with <c>-o json</c>, beyond what the admin API has.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BrokerRow[]))]
[JsonSerializable(typeof(CreatedRow))]
[JsonSerializable(typeof(FilterTestRow))]
[JsonSerializable(typeof(InvocationRow))]
[JsonSerializable(typeof(ModuleRow[]))]
[JsonSerializable(typeof(SentRow))]
[JsonSerializable(typeof(VerifyRow))]
[JsonSerializable(typeof(VersionRow))]
internal sealed partial class CliJson : JsonSerializerContext;
