using System.Text.Json.Serialization;

namespace Wasmill.Client.Home;

/// <summary>The JSON files of a broker's folder.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(BrokerSettings))]
[JsonSerializable(typeof(RunningProcess))]
[JsonSerializable(typeof(Credential[]))]
internal sealed partial class HomeJson : JsonSerializerContext;
