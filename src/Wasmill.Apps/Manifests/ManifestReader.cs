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
        var table = TomlReader.Read(File.ReadAllText(path), path, reader._errors);
        if (reader._errors.Count > 0)
            throw new ManifestException(reader._errors);
        var model = reader.Read(new ManifestNode(table, "", path, reader._errors));
        return reader._errors.Count == 0 ? model : throw new ManifestException(reader._errors);
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
        application?.Ignore("description", "authors", "targets", "trigger", "tool");
        application?.Finish();
        root.Ignore("variables");

        var components = ReadComponents(root);
        var routes = ReadTriggers(root, components);
        root.Finish();
        return new AppModel(name, version, _folder, _file, components, routes);
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
        var component = trigger.Take("component") is TomlTable ? null : trigger.Text("component");
        if (trigger.Has("component") && component is null)
            trigger.Error("component", "a component written inside its trigger is not supported yet; give it a table [component.NAME]");
        var route = trigger.Take("route") is TomlTable ? null : trigger.Required("route");
        if (trigger.Take("route") is TomlTable)
            trigger.Error("route", "private routes are not supported yet");
        trigger.Finish();
        if (component is null || route is null)
            return;
        CheckRoute(trigger, route);
        if (components.All(candidate => candidate.Id != component))
            trigger.Error("component", $"the component {component} is not in this manifest");
        routes.Add(new RouteModel(route, component));
    }

    private AppModel ReadVersion1(ManifestNode root)
    {
        var (name, version) = (root.Required("name"), root.Text("version"));
        root.Ignore("description", "authors", "variables");
        if (root.Table("trigger") is { } trigger)
        {
            if (trigger.Text("type") is { } type && type != "http")
                trigger.Error("type", $"triggers of type {type} are not supported; only http is");
            if (trigger.Text("base") is { } place && place != "/")
                trigger.Error("base", "a base other than \"/\" is not supported; put it into the routes");
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
            var id = table.Required("id");
            if (table.Table("trigger") is { } own)
            {
                ReadExecutor(own);
                var route = own.Required("route");
                CheckRoute(own, route);
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

    private static void CheckRoute(ManifestNode trigger, string route)
    {
        if (!route.StartsWith('/'))
            trigger.Error("route", $"the route {route} must begin with /");
        else if (route.Split('/').Any(segment => segment.StartsWith(':')))
            trigger.Error("route", $"the route {route} has a named segment, which is not supported yet; use an exact route or one that ends in /...");
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$")]
    private static partial Regex IdPattern();
}
