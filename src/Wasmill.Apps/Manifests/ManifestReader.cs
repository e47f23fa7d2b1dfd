using System.Text.RegularExpressions;

namespace Wasmill.Apps.Manifests;

/// <summary>Reads <c>spin.toml</c>, versions 1 and 2. Every key of either version is known; an unknown one is an error with its place.</summary>
public sealed partial class ManifestReader
{
    private static readonly string[] Capabilities =
        ["files", "exclude_files", "allowed_outbound_hosts", "allowed_http_hosts", "key_value_stores", "sqlite_databases", "ai_models"];

    private readonly string _file;
    private readonly string _folder;
    private readonly List<ManifestError> _errors = [];

    private ManifestReader(string path)
    {
        _file = path;
        _folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ManifestException">Something is wrong with it; the message has every error.</exception>
    public static AppModel Read(string path)
    {
        var reader = new ManifestReader(path);
        var table = TomlReader.Read(ReadText(path), path, reader._errors);
        if (reader._errors.Count > 0)
            throw new ManifestException(reader._errors);
        var model = reader.Read(new ManifestNode(table, "", path, reader._errors));
        return reader._errors.Count == 0 ? model : throw new ManifestException(reader._errors);
    }

    private static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"{path} cannot be read: {error.Message}", error);
        }
    }

    private AppModel Read(ManifestNode root)
    {
        var (name, version) = (root.Take("spin_manifest_version"), root.Take("spin_version"));
        if (name is TomlScalar { Value: 2L })
            return ReadVersion2(root);
        if ((name ?? version) is TomlScalar { Value: "1" })
            return ReadVersion1(root);
        _errors.Add(new ManifestError(_file, (name ?? version)?.Line ?? 1, (name ?? version)?.Column ?? 1,
            name is null && version is null ? "spin_manifest_version is missing: write spin_manifest_version = 2" : "spin_manifest_version must be 2, or \"1\" for the old form"));
        return new AppModel("", null, _folder, _file, [], []);
    }

    private AppModel ReadVersion2(ManifestNode root)
    {
        var application = root.Table("application");
        if (application is null)
            root.Error("application", "the table [application] is missing");
        var (name, version) = (application?.Required("name") ?? "", application?.Text("version"));
        application?.Ignore("description", "authors", "targets", "tool");
        if (application?.Table("trigger") is { } settings)
            ReadTriggerSettings(settings);
        application?.Finish();
        ReadVariables(root);

        var components = ReadComponents(root);
        var routes = ReadTriggers(root, components);
        root.Finish();
        return new AppModel(name, version, _folder, _file, components, routes);
    }

    private static void ReadTriggerSettings(ManifestNode settings)
    {
        // Settings of other kinds of trigger say nothing by themselves; such a trigger is refused where it stands.
        settings.Ignore([.. settings.Keys]);
        if (settings.Table("http") is not { } http)
            return;
        CheckBase(http);
        http.Finish();
    }

    private static void CheckBase(ManifestNode trigger)
    {
        if (trigger.Text("base") is { } place && place != "/")
            trigger.Error("base", "a base other than \"/\" is not supported; put it into the routes");
    }

    private static void ReadVariables(ManifestNode root)
    {
        if (root.Table("variables") is not { } variables)
            return;
        foreach (var name in variables.Keys.ToList())
        {
            if (variables.Table(name) is not { } variable)
                continue;
            variable.Ignore("description", "default", "required", "secret");
            variable.Finish();
        }
    }

    private static List<ComponentModel> ReadComponents(ManifestNode root)
    {
        var components = new List<ComponentModel>();
        if (root.Table("component") is not { } tables)
            return components;
        foreach (var id in tables.Keys.ToList())
        {
            if (tables.Table(id) is not { } table)
                continue;
            if (!IdPattern().IsMatch(id))
                tables.Error(id, $"the component id {id} must be in kebab case, such as my-component");
            components.Add(ReadComponent(table, id, isVersion2: true));
        }

        return components;
    }

    private static List<RouteModel> ReadTriggers(ManifestNode root, List<ComponentModel> components)
    {
        var routes = new List<RouteModel>();
        if (root.Table("trigger") is not { } triggers)
            return routes;
        foreach (var type in triggers.Keys.ToList())
        {
            if (type != "http")
            {
                triggers.Error(type, $"triggers of type {type} are not supported; only http is");
                triggers.Ignore(type);
                continue;
            }

            foreach (var trigger in triggers.Tables(type))
                ReadHttpTrigger(trigger, components, routes);
        }

        return routes;
    }

    private static void ReadHttpTrigger(ManifestNode trigger, List<ComponentModel> components, List<RouteModel> routes)
    {
        trigger.Ignore("id");
        foreach (var key in (ReadOnlySpan<string>)["components", "dependencies", "static_response"])
        {
            if (trigger.Take(key) is not null)
                trigger.Error(key, $"{key} of an HTTP trigger is not supported yet");
        }

        ReadExecutor(trigger);
        var component = "";
        if (trigger.Take("component") is TomlTable)
            trigger.Error("component", "a component written inside its trigger is not supported yet; give it a table [component.NAME]");
        else
            component = trigger.Required("component");
        var route = ReadRoute(trigger);
        trigger.Finish();
        if (component.Length > 0 && components.All(candidate => candidate.Id != component))
            trigger.Error("component", $"the component {component} is not in this manifest");
        routes.Add(new RouteModel(route, component));
    }

    private static string ReadRoute(ManifestNode trigger)
    {
        if (trigger.Take("route") is TomlTable)
        {
            trigger.Error("route", "private routes are not supported yet");
            return "";
        }

        var route = trigger.Required("route");
        if (trigger.Take("route") is TomlScalar { Value: string } && RouteRules.Explain(route) is { } reason)
            trigger.Error("route", reason);
        return route;
    }

    private AppModel ReadVersion1(ManifestNode root)
    {
        var (name, version) = (root.Required("name"), root.Text("version"));
        root.Ignore("description", "authors");
        ReadVariables(root);
        if (root.Table("trigger") is { } trigger)
        {
            if (trigger.Text("type") is { } type && type != "http")
                trigger.Error("type", $"triggers of type {type} are not supported; only http is");
            CheckBase(trigger);
            trigger.Finish();
        }
        else
        {
            root.Error("trigger", "the table [trigger] is missing: write trigger = { type = \"http\", base = \"/\" }");
        }

        var components = new List<ComponentModel>();
        var routes = new List<RouteModel>();
        foreach (var table in root.Tables("component"))
        {
            var id = ReadOldId(table, components);
            if (table.Table("trigger") is { } own)
            {
                ReadExecutor(own);
                var route = ReadRoute(own);
                own.Finish();
                routes.Add(new RouteModel(route, id));
            }
            else
            {
                table.Error("trigger", $"the component {id} has no [component.trigger] with a route");
            }

            components.Add(ReadComponent(table, id, isVersion2: false));
        }

        root.Finish();
        return new AppModel(name, version, _folder, _file, components, routes);
    }

    // Spin turns the ids of version 1, which were free text, into those of version 2.
    private static string ReadOldId(ManifestNode table, List<ComponentModel> components)
    {
        var written = table.Required("id");
        var id = written.ToLowerInvariant().Replace('_', '-');
        if (written.Length > 0 && !IdPattern().IsMatch(id))
            table.Error("id", $"the component id {written} must be in kebab case, such as my-component");
        else if (written.Length > 0 && components.Any(component => component.Id == id))
            table.Error("id", $"there is another component with the id {id}");
        return id;
    }

    private static ComponentModel ReadComponent(ManifestNode table, string id, bool isVersion2)
    {
        var source = "";
        if (table.Take("source") is TomlTable)
            table.Error("source", "a source that is fetched from elsewhere is not supported; give the path of a .wasm file");
        else
            source = table.Required("source");

        var unsupported = new List<string>();
        foreach (var key in Capabilities)
        {
            if (table.Take(key) is TomlList { Items.Count: > 0 } or TomlTable or TomlScalar)
                unsupported.Add(key);
        }

        var variables = isVersion2 ? "variables" : "config";
        if (table.Take(variables) is TomlTable { Items.Count: > 0 })
            unsupported.Add(variables);
        if (isVersion2)
        {
            table.Ignore("targets", "dependencies_inherit_configuration", "tool", "profile");
            if (table.Take("dependencies") is TomlTable { Items.Count: > 0 })
                unsupported.Add("dependencies");
        }

        var model = new ComponentModel(id, source, table.Text("description"), table.Map("environment"), ReadBuild(table), unsupported);
        table.Finish();
        return model;
    }

    private static BuildModel? ReadBuild(ManifestNode table)
    {
        if (table.Table("build") is not { } build)
            return null;
        var commands = build.Texts("command");
        if (commands.Count == 0)
            build.Error("command", "the build has no command");
        var model = new BuildModel(commands, build.Text("workdir"), build.Texts("watch"));
        if (model.WorkingFolder is { } folder && Path.IsPathRooted(folder))
            build.Error("workdir", "workdir must be relative to the manifest");
        build.Finish();
        return model;
    }

    private static void ReadExecutor(ManifestNode trigger)
    {
        if (trigger.Table("executor") is not { } executor)
            return;
        if (executor.Text("type") is { } type && type is not ("http" or "spin"))
            executor.Error("type", $"the executor {type} is not supported yet; only http is");
        executor.Ignore("argv", "entrypoint");
        executor.Finish();
    }

    [GeneratedRegex(@"^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*\z")]
    private static partial Regex IdPattern();
}
