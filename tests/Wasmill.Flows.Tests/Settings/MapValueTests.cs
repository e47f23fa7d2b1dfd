using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Settings;

public sealed class MapValueTests
{
    [Fact]
    public void A_path_leads_through_nested_maps()
    {
        var map = MapValue.Of(("a.b.c", "1"), ("a.b.d", "2"), ("e", "3"));

        Assert.Equal(("1", "2", "3"), (map.TextOf("a.b.c"), map.TextOf("a.b.d"), map.TextOf("e")));
        Assert.Null(map.Find("a.x"));
        Assert.Null(map.Find("e.x"));
        Assert.Equal(["a", "e"], map.Entries.Select(entry => entry.Key));
    }

    [Fact]
    public void A_value_replaces_the_one_at_its_path_and_leaves_the_first_map_as_it_was()
    {
        var first = MapValue.Of(("a.b", "1"));

        var second = first.With("a.b", new ScalarValue("2"));

        Assert.Equal(("1", "2"), (first.TextOf("a.b"), second.TextOf("a.b")));
    }

    [Fact]
    public void Maps_are_the_same_in_any_order_and_at_any_place()
    {
        var map = MapValue.Of(("a", "1"), ("b.c", "2"));
        var other = new MapValue([.. MapValue.Of(("b.c", "2"), ("a", "1")).Entries]) { Place = new(3, 4) };

        Assert.True(map.SameAs(other));
        Assert.False(map.SameAs(MapValue.Of(("a", "1"))));
        Assert.False(map.SameAs(MapValue.Of(("a", "1"), ("b.c", "3"))));
        Assert.False(map.SameAs(MapValue.Of(("a", "1"), ("b", "2"))));
        Assert.False(map.SameAs(new ScalarValue("1")));
    }

    [Fact]
    public void Secrets_are_found_and_replaced_wherever_they_are()
    {
        var secret = new SecretValue(SecretSource.Environment, "X");
        var map = MapValue.Of(("a", "1")).With("b.c", secret).With(
            "list", new ListValue([MapValue.Empty.With("key", secret), new ScalarValue("s")]));

        Assert.Equal(["b.c", "list[0].key"], map.Secrets().Select(one => one.Path));

        var resolved = map.ReplaceSecrets((path, _) => new ScalarValue($"value of {path}"));
        Assert.Equal("value of b.c", resolved.TextOf("b.c"));
        Assert.Empty(resolved.Secrets());
        Assert.Equal(2, map.Secrets().Count());
    }

    [Fact]
    public void A_secret_that_is_written_out_hides_itself()
        => Assert.Equal(
            ("***", "File:/x"),
            (new SecretValue(SecretSource.Inline, "hunter2").ToString(), new SecretValue(SecretSource.File, "/x").ToString()));
}
