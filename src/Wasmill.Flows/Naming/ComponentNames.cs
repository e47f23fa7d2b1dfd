using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Wasmill.Events.Filters;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Naming;

/// <summary>Creates names of components as tmctl does, so that flows of both tools have the same names.</summary>
public static partial class ComponentNames
{
    /// <summary>The rule for names, for messages.</summary>
    public const string Rule =
        "use lowercase letters, digits and hyphens, starting with a letter, ending with a letter or digit, at most 63 characters";

    /// <summary>Indicates whether a text is a valid name. Names become folder names and URL paths.</summary>
    public static bool IsValid(string name) => name.Length <= 63 && NamePattern().IsMatch(name);

    /// <summary>Returns the default name of a component.</summary>
    public static string ForComponent(string broker, string commandName, ComponentRole role)
        => $"{broker}-{commandName}{role.ToString().ToLowerInvariant()}";

    /// <summary>Returns the default name of a trigger, derived from its target and filter.</summary>
    public static string ForTrigger(string broker, string target, FilterConfig filter)
    {
        // tmctl hashes the name of the target and the YAML that its library writes for the filter ("null" if there is none).
        var text = $"{target}-{TmctlFilterText.From(filter)}";
#pragma warning disable CA5351 // The hash only creates the same short name as tmctl; it is not used for security.
        var hash = MD5.HashData(Encoding.UTF8.GetBytes(text));
#pragma warning restore CA5351
        return $"{broker}-trigger-{Convert.ToHexStringLower(hash)[..8]}";
    }

    [GeneratedRegex(@"^[a-z]([a-z0-9-]*[a-z0-9])?\z")]
    private static partial Regex NamePattern();
}
