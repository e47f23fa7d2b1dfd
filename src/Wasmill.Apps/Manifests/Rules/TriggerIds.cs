using System.Globalization;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Manifests.Rules;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Assigns Spin's IDs to triggers and to components defined inside them.</summary>
internal sealed class TriggerIds
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Registers an explicit ID.</summary>
    /// <returns>False if another trigger has it.</returns>
    public bool Take(string id) => _taken.Add(id);

    /// <summary>Generates an ID for a trigger without one.</summary>
    /// <param name="type">The type of the trigger.</param>
    /// <param name="component">The component that it names; null if none.</param>
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

    /// <summary>Generates the ID of a component defined inside a trigger.</summary>
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
