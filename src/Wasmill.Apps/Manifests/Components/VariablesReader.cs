using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Functions.Capabilities.Variables;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads the table <c>[variables]</c>, which both versions have.</summary>
internal static class VariablesReader
{
    /// <summary>Reads the variables of an app.</summary>
    public static IReadOnlyDictionary<string, VariableModel> Read(ManifestNode root)
    {
        var models = new Dictionary<string, VariableModel>(StringComparer.Ordinal);
        if (root.Table("variables") is not { } variables)
            return models;
        foreach (var name in variables.Keys.ToList())
        {
            CheckName(variables, name);
            if (variables.Table(name) is not { } variable)
                continue;
            variable.Text("description");
            var (value, isRequired, isSecret) = (
                variable.Text("default"), variable.Truth("required") ?? false, variable.Truth("secret") ?? false);
            variable.Finish();
            if (isRequired && variable.Has("default"))
                variables.Error(name, $"the variable {name} must have either a default or required = true, not both");
            else if (!isRequired && !variable.Has("default"))
                variables.Error(name, $"the variable {name} needs a default, or required = true");
            models[name] = new VariableModel(value, isSecret);
        }

        return models;
    }

    /// <summary>Reads a component's variables, which are templates over those of the app, and the place of each.</summary>
    public static (IReadOnlyDictionary<string, string> Templates, IReadOnlyDictionary<string, ManifestPlace> Places) ReadTemplates(
        ManifestNode component, string key)
    {
        var templates = component.Map(key);
        var places = new Dictionary<string, ManifestPlace>(StringComparer.Ordinal);
        foreach (var name in templates.Keys)
        {
            var table = component.Table(key)!;
            CheckName(table, name);
            places[name] = table.PlaceOf(name);
        }

        return (templates, places);
    }

    /// <summary>Reads the place of each variable of the app.</summary>
    public static IReadOnlyDictionary<string, ManifestPlace> ReadPlaces(ManifestNode root)
        => root.Take("variables") is TomlTable && root.Table("variables") is { } variables
            ? variables.Keys.ToDictionary(name => name, variables.PlaceOf, StringComparer.Ordinal)
            : [];

    private static void CheckName(ManifestNode table, string name)
    {
        if (VariableName.Explain(name) is { } reason)
            table.Error(name, $"the variable name {name} must be in lower snake case, such as my_variable: {reason}");
    }
}
