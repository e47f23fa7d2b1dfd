using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Tests.Filters;

/// <summary>Short ways to write filters.</summary>
internal static class Write
{
    public static FilterConfig One(params FilterCondition[] conditions) => new(conditions);

    public static AttributeCondition Exact(string name, string value) => new(AttributeMatch.Exact, name, value);

    public static AttributeCondition Prefix(string name, string value) => new(AttributeMatch.Prefix, name, value);

    public static AttributeCondition Suffix(string name, string value) => new(AttributeMatch.Suffix, name, value);

    public static AnyCondition Any(params FilterCondition[] conditions) => new([.. conditions.Select(condition => One(condition))]);

    public static AllCondition All(params FilterCondition[] conditions) => new([.. conditions.Select(condition => One(condition))]);

    public static NotCondition Not(params FilterCondition[] conditions) => new(One(conditions));

    public static SqlCondition Sql(string text) => new(text);

    public static DataCondition Data(string pointer, DataComparison comparison, params DataValue[] operands)
        => new([new DataTest(pointer, comparison, operands)]);

    public static DataValue Text(string text) => new(DataValueKind.String, text);

    public static DataValue Number(string text) => new(DataValueKind.Number, text);

    public static DataValue Truth(bool value) => new(DataValueKind.Boolean, value ? "true" : "false");

    public static DataValue Null => new(DataValueKind.Null, "null");

    public static bool Matches(this FilterCondition condition, CloudEvent cloudEvent) => One(condition).Compile().Matches(cloudEvent);
}
