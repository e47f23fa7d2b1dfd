using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Wasmill.Events.Filters;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Naming;

/// <summary>Names of components, as tmctl makes them, so that a flow made by either has the same names.</summary>
public static partial class ComponentNames
{
    /// <summary>The rule for names, as messages state it.</summary>
    public const string Rule = "a name has lower-case letters, digits and hyphens, begins with a letter, ends with a letter or digit, and is at most 63 characters long";

    /// <summary>Whether a text may be a name. Names become folder names and URL paths.</summary>
    public static bool IsValid(string name) => name.Length <= 63 && NamePattern().IsMatch(name);

    /// <summary>The name of a component that was given none.</summary>
    public static string ForComponent(string broker, string commandName, ComponentRole role) => $"{broker}-{commandName}{role.ToString().ToLowerInvariant()}";

    /// <summary>The name of a trigger that was given none: it follows from its target and its filter.</summary>
    public static string ForTrigger(string broker, string target, FilterConfig filter)
    {
        // tmctl hashes the target's name and the YAML that its library writes for the filter; null when there is none.
        var text = $"{target}-{TmctlFilterText.Of(filter)}";
#pragma warning disable CA5351 // The hash makes a short name that must be tmctl's own; it protects nothing.
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        return $"{broker}-trigger-{Convert.ToHexStringLower(hash)[..8]}";
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex NamePattern();
}
