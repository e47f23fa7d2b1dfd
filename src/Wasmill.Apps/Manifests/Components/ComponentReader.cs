using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Rules;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads the table of a component. The two versions differ in few keys.</summary>
internal static class ComponentReader
{
    private const string NoModels = "language models are not available to functions; the component runs, and ends when it calls one";

    /// <summary>Reads a component of version 2.</summary>
    public static ComponentModel ReadVersion2(ManifestNode table, string id, ManifestScope scope)
    {
        var profile = ProfileReader.Read(table, scope);
        var unsupported = new List<ManifestError>(profile.Unsupported);
        table.Ignore("targets");
        table.Truth("dependencies_inherit_configuration");
        DependenciesReader.Read(table, unsupported);
        var model = ReadShared(table, id, ("variables", []), profile, unsupported) with { Limits = LimitsReader.Read(table) };
        table.Finish();
        return model;
    }

    /// <summary>Reads a component of version 1. The caller reads its trigger.</summary>
    public static ComponentModel ReadVersion1(ManifestNode table, string id)
    {
        var model = ReadShared(table, id, ("config", AllowedHttpHosts.Databases), ProfileModel.None, []);
        table.Finish();
        return model;
    }

    // The versions differ in the key of the variables, and in the default hosts.
    private static ComponentModel ReadShared(
        ManifestNode table,
        string id,
        (string Variables, IReadOnlyList<string> Hosts) version,
        ProfileModel profile,
        List<ManifestError> unsupported)
    {
        var fetched = new List<ManifestError>();
        var source = SourceReader.Read(table, fetched);
        if (profile.Source is null)
            unsupported.AddRange(fetched);
        var databases = ReadLabels(table, "sqlite_databases", "database");
        var models = table.Strings("ai_models");
        List<ManifestError> warnings = [];
        if (models.Count > 0)
            warnings.Add(table.Refuse("ai_models", NoModels));
        var hosts = HostsReader.Read(table, version.Hosts);
        var (variables, variablePlaces) = VariablesReader.ReadTemplates(table, version.Variables);
        var (build, buildPlaces) = ReadBuild(table);
        return new ComponentModel(
            id,
            (profile.Source ?? source).Path,
            table.Text("description"),
            profile.ApplyTo(table.Map("environment")),
            profile.ApplyTo(build),
            unsupported)
        {
            Warnings = warnings,
            SqliteDatabases = databases,
            Remote = (profile.Source ?? source).Remote,
            Variables = variables,
            AllowedOutboundHosts = hosts.Hosts,
            KeyValueStores = ReadLabels(table, "key_value_stores", "store"),
            Files = FilesReader.Read(table),
            ExcludeFiles = FilesReader.ReadExcluded(table),
            Places = new ComponentPlaces
            {
                Component = table.PlaceOf(""),
                Source = profile.SourcePlace ?? table.PlaceOf("source"),
                WorkingFolder = buildPlaces.WorkingFolder,
                Commands = profile.CommandsPlace ?? buildPlaces.Commands,
                Variables = variablePlaces,
                KeyValueStores = table.PlacesOf("key_value_stores"),
                SqliteDatabases = table.PlacesOf("sqlite_databases"),
                AllowedOutboundHosts = hosts.Places,
                Files = table.PlacesOf("files"),
            },
        };
    }

    private static IReadOnlyList<string> ReadLabels(ManifestNode table, string key, string what)
    {
        var labels = table.Strings(key);
        var places = table.PlacesOf(key);
        for (var i = 0; i < labels.Count; i++)
        {
            if (!IdRules.IsKebab(labels[i]) && !IdRules.IsSnake(labels[i]))
                table.Error(places[i], $"the {what} {labels[i]} must be in kebab or snake case, such as my-{what}");
        }

        return labels;
    }

    private static (BuildModel? Build, (ManifestPlace WorkingFolder, ManifestPlace Commands) Places) ReadBuild(ManifestNode table)
    {
        if (table.Table("build") is not { } build)
            return (null, default);
        var commands = build.Texts("command");
        if (commands.Count == 0)
            build.Error("command", "the build has no command");
        var model = new BuildModel(commands, build.Text("workdir"), build.Strings("watch"));
        if (model.WorkingFolder is { } folder && Path.IsPathRooted(folder))
            build.Error("workdir", "workdir must be relative to the manifest");
        build.Finish();
        return (model, (build.PlaceOf("workdir"), build.PlaceOf("command")));
    }
}
