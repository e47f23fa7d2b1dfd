using Wasmill.Apps.Manifests.Components;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Events;

namespace Wasmill.Apps.Manifests;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads a manifest of version 2.</summary>
internal sealed class ManifestVersion2(ManifestScope scope)
{
    private readonly TriggerIds _ids = new();
    private readonly List<ComponentModel> _components = [];
    private readonly List<RouteModel> _routes = [];
    private readonly List<PrivateTriggerModel> _private = [];
    private readonly List<EventTriggerModel> _triggers = [];
    private string _base = RouteModel.NoBase;
    private string? _address;

    /// <summary>Reads the whole manifest.</summary>
    public AppModel Read(ManifestNode root)
    {
        // 1. The application, and the common settings of all triggers of a kind.
        var (name, version) = ReadApplication(root);
        // 2. Variables and components.
        var variables = VariablesReader.Read(root);
        ReadComponents(root);
        // 3. Triggers, which name components or define their own.
        ReadTriggers(root);
        // 4. Unknown keys.
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

    private (string Name, string? Version) ReadApplication(ManifestNode root)
    {
        if (root.Table("application") is not { } application)
        {
            root.Error("application", "the table [application] is missing");
            return ("", null);
        }

        var (name, version) = (application.Required("name"), application.Text("version"));
        application.Text("description");
        application.Strings("authors");
        application.Ignore("targets", "tool");
        if (application.Table("trigger") is { } settings)
        {
            // Settings of other kinds of triggers have no effect without a trigger; such a trigger is refused where it is defined.
            settings.Ignore([.. settings.Keys]);
            if (settings.Table("http") is { } http)
            {
                _base = HttpTriggerReader.ReadBase(http);
                http.Finish();
            }

            _address = settings.Table(TriggerTypes.Redis)?.Text("address");
        }

        application.Finish();
        return (name, version);
    }

    private void ReadComponents(ManifestNode root)
    {
        if (root.Table("component") is not { } tables)
            return;
        foreach (var id in tables.Keys.ToList())
        {
            if (tables.Table(id) is not { } table)
                continue;
            if (!IdRules.IsKebab(id))
                tables.Error(id, $"the component id {id} must be in kebab case, such as my-component");
            _components.Add(ComponentReader.ReadVersion2(table, id, scope));
        }
    }

    private void ReadTriggers(ManifestNode root)
    {
        if (root.Table("trigger") is not { } types)
            return;
        var triggers = types.Keys.ToList()
            .SelectMany(type => types.Tables(type).Select(trigger => (Type: type, Trigger: trigger)))
            .ToList();
        // Explicit IDs first: a generated one must not take them.
        var ids = new List<string?>();
        foreach (var (_, trigger) in triggers)
        {
            var id = trigger.Text("id");
            if (id is not null && !_ids.Take(id))
                trigger.Error("id", $"duplicate trigger \"{id}\"");
            ids.Add(id);
        }

        for (var i = 0; i < triggers.Count; i++)
            ReadTrigger(triggers[i].Type, triggers[i].Trigger, ids[i]);
    }

    private void ReadTrigger(string type, ManifestNode trigger, string? id)
    {
        id ??= _ids.Make(type, trigger.Take("component") is TomlScalar { Value: string known } ? known : null);
        foreach (var key in (ReadOnlySpan<string>)["components", "dependencies"])
        {
            if (trigger.Take(key) is not null)
                scope.Unsupported.Add(trigger.Refuse(key, "a trigger calls one component; more components are not supported"));
        }

        var isKnown = TriggerTypes.Known.ContainsKey(type);
        var component = ReadComponentOf(
            trigger, id, isRequired: isKnown || type == TriggerTypes.Http && !trigger.Has("static_response"));
        if (type != TriggerTypes.Http)
        {
            if (isKnown)
                _triggers.Add(EventTriggerReader.Read(type, trigger, component ?? "", _address));
            else
                scope.Unsupported.Add(trigger.Refuse("", TriggerTypes.ExplainRefused(type)));
            return;
        }

        var response = HttpTriggerReader.ReadStatic(trigger);
        if (response is not null && component is not null)
            trigger.Error("static_response", "a trigger must have either a component or a static_response, not both");
        var executor = HttpTriggerReader.ReadExecutor(trigger, scope.Unsupported);
        var route = HttpTriggerReader.ReadRoute(trigger, out var isPrivate);
        trigger.Finish();
        if (isPrivate && component is not null)
            _private.Add(new PrivateTriggerModel(component, executor));
        if (route is not null)
            _routes.Add(new RouteModel(route, component ?? id)
            {
                Base = _base,
                Executor = executor,
                StaticResponse = response,
            });
    }

    private string? ReadComponentOf(ManifestNode trigger, string triggerId, bool isRequired)
    {
        if (trigger.Take("component") is TomlTable)
        {
            var inline = TriggerIds.OfComponent(triggerId, _components);
            _components.Add(ComponentReader.ReadVersion2(trigger.Table("component")!, inline, scope));
            return inline;
        }

        var id = isRequired ? trigger.Required("component") : trigger.Text("component");
        if (id is not (null or "") && _components.All(candidate => candidate.Id != id))
        {
            var guess = Spelling.Closest(id, _components.Select(candidate => candidate.Id));
            trigger.Error("component", $"the component {id} is not in this manifest{(guess is null ? "" : $"; did you mean {guess}?")}");
        }

        return id;
    }
}
