using Wasmill.Flows.Files;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Settings;

public sealed class SettingsReaderTests
{
    private static readonly MapValue Settings = MapValue.Of(
        ("text", "t"), ("flag", "true"), ("count", "7"), ("wait", "2s"), ("group.inner", "i"))
        .With("servers", new ListValue([new ScalarValue("a"), new ScalarValue("b")]))
        .With("headers", new MapValue([new("x.y", new ScalarValue("1"))]))
        .With("token", new SecretValue(SecretSource.Inline, "s"))
        .With("pending", new SecretValue(SecretSource.File, "/x"))
        .With(
            "rules",
            new ListValue([MapValue.Of(("name", "one")), new MapValue([new("name", new ScalarValue("two") { Place = new Place(9, 5) })])]));

    private readonly SettingsReader _reader = new("c", Settings);

    [Fact]
    public void Each_type_has_its_own_reader()
    {
        Assert.Equal(
            ("t", "i", "s", ""), (_reader.Text("text"), _reader.Text("group.inner"), _reader.Text("token"), _reader.Text("pending")));
        Assert.True(_reader.Boolean("flag"));
        Assert.Equal(7, _reader.WholeNumber("count"));
        Assert.Equal(TimeSpan.FromSeconds(2), _reader.Duration("wait"));
        Assert.Equal(["a", "b"], _reader.Texts("servers"));
        Assert.Equal([new("x.y", "1")], _reader.TextMap("headers"));
        Assert.Equal("i", _reader.Group("group")!.Text("inner"));
        Assert.Equal(["one", "two"], _reader.Groups("rules").Select(rule => rule.Text("name")));
    }

    [Fact]
    public void What_is_not_given_is_null_empty_or_the_default()
    {
        Assert.Null(_reader.Text("x"));
        Assert.True(_reader.Boolean("x", otherwise: true));
        Assert.Null(_reader.WholeNumber("x"));
        Assert.Null(_reader.Duration("x"));
        Assert.Empty(_reader.Texts("x"));
        Assert.Empty(_reader.TextMap("x"));
        Assert.Null(_reader.Group("x"));
        Assert.Empty(_reader.Groups("x"));
    }

    [Fact]
    public void An_error_has_the_whole_path_and_the_nearest_place()
    {
        _reader.Groups("rules")[1].Error("name", "wrong");
        _reader.Group("group")!.Error("missing", "not there");

        Assert.Equal(
            [new SettingError("rules[1].name", new Place(9, 5), "wrong"), new SettingError("group.missing", default, "not there")],
            _reader.Errors);
    }
}
