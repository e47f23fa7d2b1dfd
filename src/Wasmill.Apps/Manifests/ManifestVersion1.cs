using Wasmill.Apps.Manifests.Components;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads a manifest of version 1 into the model of version 2, as Spin does.</summary>
internal sealed class ManifestVersion1(ManifestScope scope)
{
    private readonly List<ComponentModel> _components = [];
    private readonly List<RouteModel> _routes = [];
    private readonly List<PrivateTriggerModel> _private = [];
    private readonly List<EventTriggerModel> _triggers = [];
    private string _base = RouteModel.NoBase;
    private string? _address;

    /// <summary>Reads the whole manifest.</summary>
    public AppModel Read(ManifestNode root)
    {
        var (name, version) = (root.Required("name"), root.Text("version"));
        root.Text("description");
        root.Strings("authors");
        var variables = VariablesReader.Read(root);
        var type = ReadTrigger(root);
        foreach (var table in root.Tables("component"))
            ReadComponent(table, type);
        root.Finish();
        return new AppModel(name, version, scope.Folder, scope.File, _components, _routes)
        {
            PrivateTriggers = _private,
            Triggers = _triggers,
            Variables = variables,
            VariablePlaces = VariablesReader.ReadPlaces(root),
            Unsupported = scope.Unsupported,
        };
    }

    private string ReadTrigger(ManifestNode root)
    {
        if (root.Table("trigger") is not { } trigger)
        {
            root.Error("trigger", "the table [trigger] is missing: write trigger = { type = \"http\", base = \"/\" }");
            return "http";
        }

        var type = trigger.Required("type");
        if (type is not ("http" or ""))
        {
            // Its other settings are specific to that trigger.
            if (TriggerTypes.Known.ContainsKey(type))
                _address = trigger.Text("address");
            else
                scope.Unsupported.Add(trigger.Refuse("type", TriggerTypes.ExplainRefused(type)));
            return type;
        }

        _base = HttpTriggerReader.ReadBase(trigger);
        trigger.Finish();
        return "http";
    }

    private void ReadComponent(ManifestNode table, string type)
    {
        var id = ReadId(table);
        if (table.Table("trigger") is not { } trigger)
            table.Error("trigger", $"component {id} must have a [component.trigger] with a route");
        else if (type == "http")
            ReadRoute(trigger, id);
        else if (TriggerTypes.Known.ContainsKey(type))
            _triggers.Add(EventTriggerReader.Read(type, trigger, id, _address));
        _components.Add(ComponentReader.ReadVersion1(table, id));
    }

    private void ReadRoute(ManifestNode trigger, string id)
    {
        var executor = HttpTriggerReader.ReadExecutor(trigger, scope.Unsupported);
        var route = HttpTriggerReader.ReadRoute(trigger, out var isPrivate);
        trigger.Finish();
        if (isPrivate)
            _private.Add(new PrivateTriggerModel(id, executor));
        if (route is not null)
            _routes.Add(new RouteModel(route, id) { Base = _base, Executor = executor });
    }

    // The IDs of version 1 were free text.
    private string ReadId(ManifestNode table)
    {
        var written = table.Required("id");
        var id = written.ToLowerInvariant().Replace('_', '-');
        if (written.Length > 0 && !IdRules.IsKebab(id))
            table.Error("id", $"the component id {written} must be in kebab case, such as my-component");
        else if (written.Length > 0 && _components.Any(component => component.Id == id))
            table.Error("id", $"duplicate component \"{id}\"");
        return id;
    }
}
