using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Flows.Files.Filters;

namespace Wasmill.Flows.Naming;

/// <summary>Writes a filter as the YAML that tmctl's library writes for it.</summary>
internal static class TmctlFilterText
{
    /// <summary>Returns the text of a filter. tmctl has three dialects; the text of all others is appended.</summary>
    public static string From(FilterConfig filter)
    {
        if (filter.Conditions.Count == 0)
            return "null\n";
        var known = filter.Conditions.OfType<AttributeCondition>().Where(condition => condition.Match != AttributeMatch.Present).ToList();
        return "all: []\nany: []\nnot: null\n"
            + Dialect(known, "exact", AttributeMatch.Exact)
            + Dialect(known, "prefix", AttributeMatch.Prefix)
            + Dialect(known, "suffix", AttributeMatch.Suffix)
            + FilterWriter.Text(filter.Conditions.Except<FilterCondition>(known, ReferenceEqualityComparer.Instance));
    }

    private static string Dialect(List<AttributeCondition> conditions, string name, AttributeMatch match)
    {
        var lines = conditions.Where(condition => condition.Match == match)
            .OrderBy(condition => condition.Attribute, StringComparer.Ordinal)
            .Select(condition => $"    {condition.Attribute}: {condition.Value}\n").ToList();
        return lines.Count == 0 ? $"{name}: {{}}\n" : $"{name}:\n{string.Concat(lines)}";
    }
}
