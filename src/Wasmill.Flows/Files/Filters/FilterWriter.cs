using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Flows.Files.Filters;

/// <summary>
/// Writes filters in the form of Knative's <c>filters</c>, with one dialect in each. Reading the result yields the same filter.
/// </summary>
internal static class FilterWriter
{
    /// <summary>Writes the lines of a trigger's spec for a filter, not indented; none if every event passes.</summary>
    public static IReadOnlyList<string> SpecLines(FilterConfig filter)
    {
        var conditions = filter.Conditions;
        var attributes = conditions.OfType<AttributeCondition>()
            .Where(condition => condition.Match is AttributeMatch.Exact or AttributeMatch.Present)
            .ToList();
        if (conditions.Count == 0)
            return [];
        if (attributes.Count == conditions.Count && attributes.DistinctBy(condition => condition.Attribute).Count() == attributes.Count)
            return ["filter:", "  attributes:", .. attributes.Select(condition => $"    {Pair(condition)}")];
        return ["filters:", .. Indented(Groups(conditions).SelectMany(group => Item(Dialect(group))))];
    }

    /// <summary>Writes conditions as text: equal conditions yield equal text.</summary>
    public static string Text(IEnumerable<FilterCondition> conditions)
        => string.Concat(Groups([.. conditions]).SelectMany(Dialect).Select(line => line + "\n"));

    private static List<string> Filter(FilterConfig filter)
    {
        var groups = Groups(filter.Conditions);
        return groups.Count == 1 ? Dialect(groups[0]) : ["all:", .. Indented(groups.SelectMany(group => Item(Dialect(group))))];
    }

    // Consecutive comparisons of one dialect with different attributes form one map.
    private static List<List<FilterCondition>> Groups(IReadOnlyList<FilterCondition> conditions)
    {
        var groups = new List<List<FilterCondition>>();
        foreach (var condition in conditions)
        {
            if (groups.Count > 0
                && condition is AttributeCondition { Match: not AttributeMatch.Present } attribute
                && groups[^1].TrueForAll(other =>
                    other is AttributeCondition known && known.Match == attribute.Match && known.Attribute != attribute.Attribute))
                groups[^1].Add(condition);
            else
                groups.Add([condition]);
        }

        return groups;
    }

    private static List<string> Dialect(List<FilterCondition> group) => group[0] switch
    {
        // No dialect of filters expresses "with any value", but an expression does.
        AttributeCondition { Match: AttributeMatch.Present } present => [$"cesql: {YamlText.Scalar($"EXISTS {present.Attribute}")}"],
        AttributeCondition { Match: AttributeMatch.Exact } => ["exact:", .. Pairs(group)],
        AttributeCondition { Match: AttributeMatch.Prefix } => ["prefix:", .. Pairs(group)],
        AttributeCondition => ["suffix:", .. Pairs(group)],
        AllCondition all => ["all:", .. Indented(all.Filters.SelectMany(filter => Item(Filter(filter))))],
        AnyCondition any => ["any:", .. Indented(any.Filters.SelectMany(filter => Item(Filter(filter))))],
        NotCondition not => ["not:", .. Indented(Filter(not.Filter))],
        SqlCondition sql => [$"cesql: {YamlText.Scalar(sql.Expression)}"],
        DataCondition data when data.Tests.DistinctBy(test => (test.Pointer, test.Comparison)).Count() == data.Tests.Count => [
            "data:",
            .. Indented(data.Tests.GroupBy(test => test.Pointer, StringComparer.Ordinal).SelectMany(Tests)),
        ],
        DataCondition data => ["all:", .. Indented(data.Tests.SelectMany(test => Item(Dialect([new DataCondition([test])]))))],
        var other => throw new InvalidOperationException($"unknown condition {other.GetType().Name}"),
    };

    private static IEnumerable<string> Pairs(IEnumerable<FilterCondition> group)
        => group.Cast<AttributeCondition>().Select(condition => $"  {Pair(condition)}");

    private static string Pair(AttributeCondition condition)
        => $"{YamlText.Scalar(condition.Attribute)}: {YamlText.Scalar(condition.Value)}";

    private static IEnumerable<string> Tests(IGrouping<string, DataTest> tests)
        => Enumerable.Prepend(
            tests.Select(test => $"  {DataTestReader.WordOf(test.Comparison)}: "
                + $"{(test.Comparison == DataComparison.In ? $"[{string.Join(", ", test.Operands)}]" : test.Operands[0])}"),
            $"{YamlText.Scalar(tests.Key)}:");

    private static IEnumerable<string> Item(IReadOnlyList<string> lines)
        => lines.Select((line, index) => (index == 0 ? "- " : "  ") + line);

    private static IEnumerable<string> Indented(IEnumerable<string> lines) => lines.Select(line => "  " + line);
}
