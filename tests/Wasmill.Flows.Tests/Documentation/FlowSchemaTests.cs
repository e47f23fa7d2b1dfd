using System.Text.Json;
using Wasmill.Flows.Documentation;

namespace Wasmill.Flows.Tests.Documentation;

public sealed class FlowSchemaTests
{
    private readonly JsonElement _schema = JsonDocument.Parse(FlowSchema.Write(TestKind.All)).RootElement;

    [Fact]
    public void The_schema_has_a_document_for_each_kind()
        => Assert.Equal(
            ["Broker", "Trigger", "CloudEventsTarget", "EverySource"],
            _schema.GetProperty("oneOf")
                .EnumerateArray()
                .Select(document => document.GetProperty("properties").GetProperty("kind").GetProperty("const").GetString()));

    [Theory]
    [InlineData("text", """["string","number","boolean"]""", "type")]
    [InlineData("flag", "\"boolean\"", "type")]
    [InlineData("count", "100", "maximum")]
    [InlineData("mode", """["one","two","three"]""", "enum")]
    [InlineData("servers", "\"array\"", "type")]
    [InlineData("headers", """{"type":["string","number","boolean"]}""", "additionalProperties")]
    [InlineData("tokenFrom", "1", "minProperties")]
    [InlineData("group", """["inner"]""", "required")]
    [InlineData("rules", "\"array\"", "type")]
    [InlineData("sink", "\"object\"", "type")]
    public void Each_type_of_setting_has_its_own_schema(string setting, string expected, string key)
        => Assert.Equal(expected, JsonSerializer.Serialize(Every.GetProperty("properties").GetProperty(setting).GetProperty(key)));

    [Fact]
    public void An_unknown_setting_is_not_valid() => Assert.False(Every.GetProperty("additionalProperties").GetBoolean());

    private JsonElement Every => _schema.GetProperty("oneOf")[3].GetProperty("properties").GetProperty("spec");
}
