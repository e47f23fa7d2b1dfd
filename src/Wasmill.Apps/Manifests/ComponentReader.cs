namespace Wasmill.Apps.Manifests;

/// <summary>Reads a component's table. The two versions differ in few keys.</summary>
internal static class ComponentReader
{
    private const string NoSqlite = "SQLite databases are not offered to functions; use a key-value store";
    private const string NoModels = "language models are not offered to functions";

    /// <summary>Reads a component of version 2.</summary>
    public static ComponentModel ReadVersion2(ManifestNode table, string id, ManifestScope scope)
    {
        var profile = ProfileReader.Read(table, scope);
        var unsupported = new List<ManifestError>(profile.Unsupported);
        table.Ignore("targets");
        table.Truth("dependencies_inherit_configuration");
        DependenciesReader.Read(table, unsupported);
        var model = ReadShared(table, id, "variables", profile, unsupported) with
        {
            Limits = LimitsReader.Read(table),
            AllowedOutboundHosts = [.. table.Strings("allowed_outbound_hosts"), .. HttpHosts(table)],
        };
        table.Finish();
        return model;
    }

    /// <summary>Reads a component of version 1. Its trigger is read by the caller.</summary>
    public static ComponentModel ReadVersion1(ManifestNode table, string id)
    {
        IReadOnlyList<string> others = table.Has("allowed_outbound_hosts") ? table.Strings("allowed_outbound_hosts") : AllowedHttpHosts.Databases;
        var model = ReadShared(table, id, "config", ProfileModel.None, []) with { AllowedOutboundHosts = [.. others, .. HttpHosts(table)] };
        table.Finish();
        return model;
    }

    private static ComponentModel ReadShared(ManifestNode table, string id, string variables, ProfileModel profile, List<ManifestError> unsupported)
    {
        var fetched = new List<ManifestError>();
        var source = SourceReader.Read(table, fetched);
        if (profile.Source is null)
            unsupported.AddRange(fetched);
        if (table.Strings("sqlite_databases").Count > 0)
            unsupported.Add(table.Refuse("sqlite_databases", NoSqlite));
        if (table.Strings("ai_models").Count > 0)
            unsupported.Add(table.Refuse("ai_models", NoModels));
        return new ComponentModel(id, profile.Source ?? source, table.Text("description"), profile.Over(table.Map("environment")), profile.Over(ReadBuild(table)), unsupported)
        {
            Variables = VariablesReader.ReadTemplates(table, variables),
            KeyValueStores = ReadStores(table),
            Files = FilesReader.Read(table),
            ExcludeFiles = FilesReader.ReadExcluded(table),
        };
    }

    private static IReadOnlyList<string> ReadStores(ManifestNode table)
    {
        var stores = table.Strings("key_value_stores");
        foreach (var store in stores)
        {
            if (!IdRules.IsKebab(store) && !IdRules.IsSnake(store))
                table.Error("key_value_stores", $"the store {store} must be in kebab or snake case, such as my-store");
        }

        return stores;
    }

    private static List<string> HttpHosts(ManifestNode table)
    {
        var hosts = new List<string>();
        foreach (var entry in table.Strings("allowed_http_hosts"))
        {
            if (AllowedHttpHosts.Convert(entry) is { } converted)
                hosts.AddRange(converted);
            else
                table.Error("allowed_http_hosts", $"the host {entry} of allowed_http_hosts must be a host with an optional port, such as example.com:8080, or insecure:allow-all");
        }

        return hosts;
    }

    private static BuildModel? ReadBuild(ManifestNode table)
    {
        if (table.Table("build") is not { } build)
            return null;
        var commands = build.Texts("command");
        if (commands.Count == 0)
            build.Error("command", "the build has no command");
        var model = new BuildModel(commands, build.Text("workdir"), build.Strings("watch"));
        if (model.WorkingFolder is { } folder && Path.IsPathRooted(folder))
            build.Error("workdir", "workdir must be relative to the manifest");
        build.Finish();
        return model;
    }
}
