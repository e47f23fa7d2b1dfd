using Wasmill.Events.Filters;
using static Wasmill.Events.Tests.Filters.Write;

namespace Wasmill.Events.Tests.Filters;

public sealed class TypeScopeTests
{
    public static TheoryData<string, FilterConfig> Scopes => new()
    {
        { "Anything", FilterConfig.Everything },
        { "Anything", One(Exact("id", "a")) },
        { "Exact a", One(Exact("type", "a")) },
        { "Prefix a", One(Prefix("type", "a")) },
        { "Suffix a", One(Suffix("type", "a")) },
        { "Exact a", One(Suffix("type", "a"), Sql("id = '1'"), Exact("type", "a")) },
        { "Prefix abc", One(Prefix("type", "a"), Prefix("type", "abc"), Suffix("type", "abcdef")) },
        { "Exact a,b", One(Any(Exact("type", "a"), Exact("type", "b"), Exact("type", "a"))) },
        { "Anything", One(Any(Exact("type", "a"), Exact("id", "b"))) },
        { "Prefix a", One(Any(Prefix("type", "a"))) },
        { "Anything", One(Not(Exact("type", "a"))) },
        { "Exact a", One(All(Exact("type", "a"), Not(Exact("type", "a")))) },
        { "Exact a", One(Sql("type = 'a' AND id = '1'")) },
        { "Exact a", One(Sql("'a' = type")) },
        { "Anything", One(Sql("type != 'a'")) },
        { "Anything", One(Sql("type = 1")) },
        { "Anything", One(Sql("type = 'a' OR id = '1'")) },
        { "Exact a,b", One(Sql("type = 'a' OR type = 'b'")) },
        { "Anything", One(Sql("type = 'a' AND id = '1' OR id = '2'")) },
        { "Exact a,b", One(Sql("type IN ('a', 'b')")) },
        { "Anything", One(Sql("type IN ('a', id)")) },
        { "Anything", One(Sql("type NOT IN ('a')")) },
        { "Prefix a.", One(Sql("type LIKE 'a.%'")) },
        { "Prefix a", One(Sql("type LIKE 'a_b%'")) },
        { "Suffix a", One(Sql("type LIKE '%a'")) },
        { "Exact a%", One(Sql("type LIKE 'a\\%'")) },
        { "Anything", One(Sql("type LIKE '%a%'")) },
        { "Anything", One(Sql("type NOT LIKE 'a%'")) },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public void A_filter_tells_which_types_can_pass(string expected, FilterConfig filter)
    {
        var scope = filter.Compile().Scope;
        Assert.Equal(expected, $"{scope.Kind} {string.Join(',', scope.Texts)}".TrimEnd());
    }
}
