using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Filters;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;

namespace Wasmill.Flows.Tests.Files.Filters;

public sealed class FilterWriterTests
{
    [Theory]
    [InlineData("exact: {type: a, id: b}")]
    [InlineData("filter: {attributes: {type: a, ext: ''}}")]
    [InlineData("- exact: {type: a}\n- exact: {type: b}")]
    [InlineData("- prefix: {type: a, source: b}\n- suffix: {type: c}\n- exact: {id: 'it''s: #1'}")]
    [InlineData("any: [{exact: {type: a, id: b}}, {prefix: {type: a}, suffix: {type: b}}, {not: {any: [{exact: {id: 'true'}}]}}]")]
    [InlineData("all: [{cesql: \"id = 'x' AND subject LIKE 'a\\\\%%'\"}, {sql: '\"double\" = type'}]")]
    [InlineData("cesql: \"id = 'line\\none\\ttab\\u2028' \\n OR type = 'b'\"")]
    [InlineData("data: {/a: {gt: 1.5, le: '2'}, '/b~1c/0': {in: [x, 1, true, null, 'true', \"q\\\"uo'te\\n\"]}, '': {exists: true}}")]
    [InlineData("not: {data: {/a: {eq: null}}}")]
    public void What_is_written_is_read_back_the_same(string text)
    {
        Assert.Empty(FilterText.Parse(text, out var filter));
        var editor = new FlowEditor(TestKind.All);
        var flow = editor.AddComponent(FlowEditor.NewFlow("b"), TestKind.Config("t", ("endpoint", "http://localhost:1")));
        flow = editor.AddTrigger(flow, new TriggerConfig("x", filter!, "t", DeliveryPolicy.Default));
        var read = FlowReader.Read(FlowText.Parse(flow.ToString()), TestKind.All).Triggers[0].Filter;
        Assert.Equal(filter!.Compile().Describe(), read.Compile().Describe());
        Assert.Equal(Expressions(filter), Expressions(read));
    }

    [Fact]
    public void Presence_beside_other_conditions_becomes_an_expression()
    {
        var lines = FilterWriter.SpecLines(new FilterConfig(
            [new AttributeCondition(AttributeMatch.Present, "ext", ""), new AttributeCondition(AttributeMatch.Prefix, "type", "a")]));
        Assert.Equal(["filters:", "  - cesql: 'EXISTS ext'", "  - prefix:", "      type: a"], lines);
    }

    [Fact]
    public void Different_filters_give_triggers_different_names()
    {
        var texts = (string[])[
            "exact: {type: a}", "filter: {attributes: {type: ''}}", "sql: type = 'a'", "sql: type = 'b'", "not: {exact: {type: a}}",
            "any: [{exact: {type: a}}]", "all: [{exact: {type: a}}]", "data: {/a: {eq: 1}}", "data: {/a: {eq: '1'}}",
        ];
        var names = texts.Select(text =>
        {
            Assert.Empty(FilterText.Parse(text, out var filter));
            return ComponentNames.ForTrigger("b", "t", filter!);
        });
        Assert.Equal(texts.Length, names.Distinct().Count());
    }

    private static IEnumerable<string> Expressions(FilterConfig filter) => filter.Conditions.SelectMany(condition => condition switch
    {
        SqlCondition sql => [sql.Expression],
        AllCondition all => all.Filters.SelectMany(Expressions),
        AnyCondition any => any.Filters.SelectMany(Expressions),
        NotCondition not => Expressions(not.Filter),
        _ => Enumerable.Empty<string>(),
    });
}
