using System.Globalization;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Manifests.Rules;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Gives triggers and components written inside them the ids that Spin gives them.</summary>
internal sealed class TriggerIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Notes an id that a manifest states.</summary>
    /// <returns>False when another trigger has it.</returns>
    public bool Take(string id) => _taken.Add(id);

    /// <summary>Makes an id for a trigger without one.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="component">The component that it names, or null.</param>
    public string Make(string type, string? component)
    {
        if (component is not null && _taken.Add($"{component}-{type}-trigger"))
            return $"{component}-{type}-trigger";
        for (var i = 1; ; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"{type}-trigger{i}");
            if (_taken.Add(id))
                return id;
        }
    }

    /// <summary>The id of a component that is written inside a trigger.</summary>
    public static string OfComponent(string trigger, IReadOnlyCollection<ComponentModel> components)
    {
        var natural = $"{trigger}-component";
        if (IdRules.IsKebab(natural) && components.All(component => component.Id != natural))
            return natural;
        for (var i = 1; ; i++)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"inline-component{i}");
            if (components.All(component => component.Id != id))
                return id;
        }
    }
}
