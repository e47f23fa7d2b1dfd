using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Wasmill.Broker.Matching;
using Wasmill.Events;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Filters.Matching;
using Wasmill.Events.Scopes;

namespace Wasmill.Broker.Tests.Matching;

public sealed class FilterIndexTests
{
    private static readonly string[] Types = ["a", "b", "ab", "ba", "aa", "aba", "abab", "bb", "c", "a.b", "\ud83d\ude00"];

    [Property(MaxTest = 3000, Replay = "20251124,9")]
    public Property The_index_finds_what_trying_every_filter_finds()
        => Prop.ForAll(Filters(2).Select(filter => filter.Compile()).ArrayOf().ToArbitrary(), filters =>
        {
            var index = new FilterIndex<int>(filters.Select((filter, number) => (filter, number)));
            foreach (var one in Types.SelectMany(type =>
                ((string[])["1", "2"]).Select(id => TestEvents.Event(type, id, "{\"n\":" + id + "}"))))
            {
                var found = new List<int>();
                index.Find(one, found);
                Assert.Equal(Enumerable.Range(0, filters.Length).Where(number => filters[number].Matches(one)), found.Order());
            }
        });

    [Fact]
    public void What_is_found_comes_by_type_then_beginning_then_end_then_the_rest()
    {
        string[] patterns = ["*", "*b", "ab*", "a*", "ab", "*ab", "ab", "*", "a*", "x", "x*", "*x"];
        var index = new FilterIndex<int>(patterns.Select((pattern, number) => (FilterConfig.OfType(pattern).Compile(), number)));
        var found = new List<int>();
        index.Find(TestEvents.Event("ab"), found);
        Assert.Equal([4, 6, 3, 8, 2, 1, 5, 0, 7], found);
    }

    [Fact]
    public void A_filter_is_tried_only_for_types_that_can_pass()
    {
        var tried = 0;
        var index = new FilterIndex<int>(
            ((TypeScope[])[TypeScope.Exact(["a", "b"]), TypeScope.Prefix("x"), TypeScope.Suffix("y"), TypeScope.Anything])
                .Select((scope, number) => ((EventFilter)new Counting(scope, () => tried++), number)));
        foreach (var (type, expected) in ((string, int)[])[("a", 2), ("b", 2), ("c", 1), ("xa", 2), ("ay", 2), ("xy", 3)])
        {
            tried = 0;
            var found = new List<int>();
            index.Find(TestEvents.Event(type), found);
            Assert.Equal((expected, expected), (tried, found.Count));
        }
    }

    private static Gen<FilterConfig> Filters(int depth)
    {
        var text = Gen.Elements("a", "b", "ab", "ba", "aa");
        var attribute = from match in Gen.Elements(AttributeMatch.Exact, AttributeMatch.Prefix, AttributeMatch.Suffix)
                        from name in Gen.Elements("type", "type", "id", "missing")
                        from value in text
                        select (FilterCondition)new AttributeCondition(match, name, value);
        var sql = from expression in Gen.Elements(
            "type = '{0}'", "type LIKE '{0}%'", "type LIKE '%{0}'", "type LIKE '{0}_%'", "type IN ('{0}', 'b')",
            "type = '{0}' AND id = '1'", "type = '{0}' OR id = '2'", "NOT (type = '{0}')", "missing = '{0}'", "type != '{0}'")
                  from value in text
                  select (FilterCondition)new SqlCondition(expression.Replace("{0}", value, StringComparison.Ordinal));
        var data = Gen.Elements("1", "2").Select(number =>
            (FilterCondition)new DataCondition([new DataTest("/n", DataComparison.Eq, [new DataValue(DataValueKind.Number, number)])]));
        var leaf = Gen.OneOf(attribute, attribute, sql, data);
        if (depth > 0)
        {
            var inner = Filters(depth - 1).Where(filter => filter.Conditions.Count > 0);
            var all = inner.NonEmptyListOf().Select(list => (FilterCondition)new AllCondition([.. list.Take(3)]));
            var any = inner.NonEmptyListOf().Select(list => (FilterCondition)new AnyCondition([.. list.Take(3)]));
            var not = inner.Select(filter => (FilterCondition)new NotCondition(filter));
            leaf = Gen.OneOf(leaf, leaf, all, any, not);
        }

        return leaf.ListOf().Select(conditions => new FilterConfig([.. conditions.Take(3)]));
    }

    private sealed class Counting(TypeScope scope, Action tried) : EventFilter
    {
        public override TypeScope Scope => scope;

        public override bool Matches(CloudEvent cloudEvent)
        {
            tried();
            return true;
        }

        public override string Describe() => "counting";
    }
}
