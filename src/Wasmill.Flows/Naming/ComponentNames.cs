using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Flows.Files;

namespace Wasmill.Flows.Naming;

/// <summary>Names of components, as tmctl makes them, so that a flow made by either has the same names.</summary>
public static partial class ComponentNames
{
    /// <summary>The rule for names, as messages state it.</summary>
    public const string Rule = "a name has lower-case letters, digits and hyphens, begins with a letter, ends with a letter or digit, and is at most 63 characters long";

    /// <summary>Whether a text may be a name. Names become folder names and URL paths.</summary>
    public static bool IsValid(string name) => name.Length <= 63 && NamePattern().IsMatch(name);

    /// <summary>The name of a target that was given none.</summary>
    public static string ForTarget(string broker, string commandName) => $"{broker}-{commandName}target";

    /// <summary>The name of a trigger that was given none: it follows from its target and its filter.</summary>
    public static string ForTrigger(string broker, string target, FilterConfig filter)
    {
        // tmctl hashes the target's name and the YAML that its library writes for the filter; null when there is none.
        var text = $"{target}-{Yaml(filter)}";
#pragma warning disable CA5351 // The hash makes a short name that must be tmctl's own; it protects nothing.
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        return $"{broker}-trigger-{Convert.ToHexStringLower(hash)[..8]}";
    }

    // tmctl knows three dialects; the text of all others follows.
    private static string Yaml(FilterConfig filter)
    {
        if (filter.Conditions.Count == 0)
            return "null\n";
        var known = filter.Conditions.OfType<AttributeCondition>().Where(condition => condition.Match != AttributeMatch.Present).ToList();
        return $"all: []\nany: []\nnot: null\n{Dialect(known, "exact", AttributeMatch.Exact)}{Dialect(known, "prefix", AttributeMatch.Prefix)}{Dialect(known, "suffix", AttributeMatch.Suffix)}"
            + FilterWriter.Text(filter.Conditions.Except<FilterCondition>(known, ReferenceEqualityComparer.Instance));
    }

    private static string Dialect(List<AttributeCondition> conditions, string name, AttributeMatch match)
    {
        var lines = conditions.Where(condition => condition.Match == match)
            .OrderBy(condition => condition.Attribute, StringComparer.Ordinal)
            .Select(condition => $"    {condition.Attribute}: {condition.Value}\n").ToList();
        return lines.Count == 0 ? $"{name}: {{}}\n" : $"{name}:\n{string.Concat(lines)}";
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex NamePattern();
}
