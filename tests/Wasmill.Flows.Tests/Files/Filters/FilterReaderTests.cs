using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Tests.Files.Filters;

public sealed class FilterReaderTests
{
    private const string Head = "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: b}\n---\n"
        + "apiVersion: eventing.knative.dev/v1\nkind: Trigger\nmetadata: {name: x}\nspec:\n  broker: b\n"
        + "  subscriber: {uri: 'http://localhost:1'}\n";

    [Theory]
    [InlineData("", "*")]
    [InlineData("  filter: {}", "*")]
    [InlineData("  filters: []", "*")]
    [InlineData("  filter: {attributes: {type: a, ext: ''}}", "type is a and ext is present")]
    [InlineData("  filter: {attributes: {type: a}}\n  filters: []", "type is a")]
    [InlineData("  filter: {attributes: {type: a}}\n  filters: [{exact: {id: b}}]", "id is b")]
    [InlineData(
        "  filters: [{exact: {type: a, id: b}}, {prefix: {source: c}, suffix: {source: d}}]",
        "type is a and id is b and source is c* and source is *d")]
    [InlineData(
        "  filters: [{any: [{exact: {type: a, id: b}}, {not: {suffix: {type: c}}}]}]", "((type is a and id is b) or not (type is *c))")]
    [InlineData(
        "  filters: [{all: [{exact: {type: a}}, {cesql: \"id = 'b'\"}]}, {sql: EXISTS ext}]",
        "type is a and sql (id = 'b') and sql (EXISTS ext)")]
    [InlineData("  filters:\n    - cesql: >-\n        id = 'b'\n        AND EXISTS ext", "sql (id = 'b' AND EXISTS ext)")]
    [InlineData(
        "  filters: [{data: {/a: {gt: 1.5, le: '2'}, /b/0: {in: [x, 1, true, null, 'true', 2026-01-01]}, '': {exists: true}}}]",
        "data /a > 1.5 and data /a <= \"2\" and data /b/0 in [\"x\", 1, true, null, \"true\", "
            + "\"2026-01-01\"] and data itself exists: true")]
    public void Every_dialect_is_read(string lines, string description)
        => Assert.Equal(description, Read(lines).Triggers[0].Filter.Compile().Describe());

    [Theory]
    [InlineData("  filters: {exact: {type: a}}", "11: spec.filters: must be a list of filters")]
    [InlineData("  filters: [a]", "11: spec.filters[0]: must be a mapping")]
    [InlineData("  filters:\n    - {}", "12: spec.filters[0]: an empty filter matches every event; remove it or add a dialect")]
    [InlineData(
        "  filters:\n    - exact: {}", "12: spec.filters[0].exact: an empty filter matches every event; remove it or add an attribute")]
    [InlineData("  filters:\n    - exact:\n        type: [a]", "13: spec.filters[0].exact.type: must be a single value")]
    [InlineData("  filters:\n    - exact:\n        type: ''", "13: spec.filters[0].exact.type: the exact filter on type has no value")]
    [InlineData(
        "  filters:\n    - exact:\n        My: a",
        "13: spec.filters[0].exact.My: \"My\" is not a valid attribute name; use lowercase letters a to z and digits")]
    [InlineData(
        "  filters:\n    - exakt: {type: a}", "12: spec.filters[0].exakt: \"exakt\" is not a valid filter dialect; did you mean exact?")]
    [InlineData(
        "  filters:\n    - jsonata: x",
        "12: spec.filters[0].jsonata: \"jsonata\" is not a valid filter dialect; "
            + "use exact, prefix, suffix, all, any, not, cesql, sql, data")]
    [InlineData("  filters:\n    - any: {exact: {type: a}}", "12: spec.filters[0].any: must be a list of filters")]
    [InlineData("  filters:\n    - any: []", "12: spec.filters[0].any: requires at least one filter")]
    [InlineData(
        "  filters:\n    - any:\n        - exact: {type: a}\n        - {}",
        "14: spec.filters[0].any[1]: an empty filter matches every event; remove it or add a dialect")]
    [InlineData("  filters:\n    - not: {}", "12: spec.filters[0].not: an empty filter matches every event; remove it or add a dialect")]
    [InlineData("  filters:\n    - not: [{exact: {type: a}}]", "12: spec.filters[0].not: must be a mapping")]
    [InlineData(
        "  filters:\n    - not:\n        cesql: \"type = \"",
        "13: spec.filters[0].not.cesql: column 8: expected a value, not the end of the expression")]
    [InlineData("  filters:\n    - sql: [a]", "12: spec.filters[0].sql: must be a single value")]
    [InlineData("  filters:\n    - data: {}", "12: spec.filters[0].data: an empty filter matches every event; remove it or add a test")]
    [InlineData(
        "  filters:\n    - data: {/a: 5}",
        "12: spec.filters[0].data./a: a comparison is missing; "
            + "use {eq: 5}, or another of eq, ne, gt, ge, lt, le, prefix, suffix, in, exists")]
    [InlineData(
        "  filters:\n    - data: {/a: {}}",
        "12: spec.filters[0].data./a: a comparison is missing; use {eq: ...}, or another of eq, ne, "
            + "gt, ge, lt, le, prefix, suffix, in, exists")]
    [InlineData(
        "  filters:\n    - data: {/a: {exist: true}}",
        "12: spec.filters[0].data./a: \"exist\" is not a valid comparison; did you mean exists?")]
    [InlineData("  filters:\n    - data: {/a: {in: 5}}", "12: spec.filters[0].data./a: in requires a list of single values")]
    [InlineData("  filters:\n    - data: {/a: {eq: [5]}}", "12: spec.filters[0].data./a: eq requires a single value")]
    [InlineData(
        "  filters:\n    - data: {a: {eq: 5}}",
        "12: spec.filters[0].data.a: \"a\" is not a valid JSON Pointer; use an empty string or one that starts with /, "
            + "with ~ written as ~0 and / in a name as ~1")]
    [InlineData("  filters:\n    - data: {/a: {gt: true}}", "12: spec.filters[0].data./a: gt requires a number or a string, not true")]
    [InlineData("  filter: {attributes: [type]}", "11: spec.filter.attributes: must be a mapping")]
    [InlineData("  filter: {attribute: {type: a}}", "11: spec.filter.attribute is not known; did you mean attributes?")]
    public void A_mistake_is_named_with_its_place(string lines, string expected)
    {
        var error = Assert.Single(Assert.Throws<FlowException>(() => Read(lines)).Errors);
        Assert.Equal(expected, $"{error.Line}: {error.Message.Replace("Trigger x: ", "", StringComparison.Ordinal)}");
    }

    [Fact]
    public void All_mistakes_come_at_once()
    {
        var errors = Assert.Throws<FlowException>(() => Read("  filters:\n    - exact: {type: '', id: []}\n    - sql: '('\n      nope: 1\n"
            + "    - any:\n        - data: {/a: {eq: 1, x: 2}, b: {eq: 1}}\n")).Errors;
        Assert.Equal([12, 12, 13, 14, 16, 16], errors.Select(error => (int)error.Line).Order());
    }

    [Fact]
    public void Aliases_cannot_make_a_filter_without_end()
    {
        var bomb = string.Concat(Enumerable.Range(1, 9)
            .Select(level => $"    - &l{level} {{any: [{string.Join(", ", Enumerable.Repeat($"*l{level - 1}", 10))}]}}\n"));
        var errors = Assert.Throws<FlowException>(() => Read($"  filters:\n    - &l0 {{exact: {{type: a}}}}\n{bomb}")).Errors;
        Assert.Contains("at most 1,000 filters", Assert.Single(errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistake_of_the_whole_filter_is_not_lost()
    {
        var attributes = string.Join(", ", Enumerable.Range(0, 1001).Select(i => $"a{i}: x"));
        var error = Assert.Single(Assert.Throws<FlowException>(() => Read($"  filters: [{{exact: {{{attributes}}}}}]")).Errors);
        Assert.Equal((9L, "Trigger x: the filter must have at most 1,000 conditions"), (error.Line, error.Message));
    }

    [Fact]
    public void Nesting_has_a_bound()
    {
        Assert.NotNull(Read($"  filters: [{Nested(31)}]"));
        Assert.Contains(
            "at most 32 levels",
            Assert.Single(Assert.Throws<FlowException>(() => Read($"  filters: [{Nested(32)}]")).Errors).Message,
            StringComparison.Ordinal);
        static string Nested(int levels)
            => string.Concat(Enumerable.Repeat("{not: ", levels)) + "{exact: {type: a}}" + new string('}', levels);
    }

    [Theory]
    [InlineData("exact: {type: a}", "type is a")]
    [InlineData("{\"exact\": {\"type\": \"a\\/b\"}}", "type is a/b")]
    [InlineData("{\n\t\"exact\": {\n\t\t\"type\": \"a\"\n\t}\n}", "type is a")]
    [InlineData("- exact: {type: a}\n- sql: EXISTS ext", "type is a and sql (EXISTS ext)")]
    [InlineData("filters: [{exact: {type: a}}]", "type is a")]
    [InlineData("filter: {attributes: {type: a}}", "type is a")]
    public void A_filter_may_stand_alone(string text, string description)
    {
        Assert.Empty(FilterText.Parse(text, out var filter));
        Assert.Equal(description, filter!.Compile().Describe());
    }

    [Theory]
    [InlineData("", "the filter is empty")]
    [InlineData("{}", "an empty filter matches every event")]
    [InlineData("[]", "an empty filter matches every event")]
    [InlineData("filters: []", "an empty filter matches every event")]
    [InlineData("filter: {}", "an empty filter matches every event")]
    [InlineData("type = 'a'", "must be a mapping")]
    [InlineData("{exact: [", "not valid YAML")]
    [InlineData("exact: {type: a}\n---\nexact: {type: b}", "must be only one document")]
    [InlineData("filters: [{exact: {type: a}}]\nbroker: b", "broker is not known")]
    public void A_filter_that_stands_alone_is_never_everything(string text, string reason)
    {
        var error = Assert.Single(FilterText.Parse(text, out var filter));
        Assert.Null(filter);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static FlowModel Read(string lines) => FlowReader.Read(FlowText.Parse(Head + lines + "\n"), TestKind.All);
}
