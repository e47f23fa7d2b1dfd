using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Toml;

namespace Wasmill.Apps.Manifests.Components;

// Tested by: ManifestReaderTests, MaximalManifestTests
/// <summary>Reads <c>[component.NAME.profile.PROFILE]</c>.</summary>
internal static class ProfileReader
{
    /// <summary>Checks every profile of a component and returns the selected one.</summary>
    public static ProfileModel Read(ManifestNode component, ManifestScope scope)
    {
        var wanted = ProfileModel.None;
        if (component.Table("profile") is not { } profiles)
            return wanted;
        foreach (var name in profiles.Keys.ToList())
        {
            if (profiles.Table(name) is not { } table)
                continue;
            scope.Profiles.Add(name);
            var profile = ReadOne(table);
            if (name == scope.Profile)
                wanted = profile;
        }

        return wanted;
    }

    private static ProfileModel ReadOne(ManifestNode table)
    {
        var unsupported = new List<ManifestError>();
        var source = table.Has("source") ? SourceReader.Read(table, unsupported) : null;
        var environment = table.Map("environment");
        DependenciesReader.Read(table, unsupported);
        IReadOnlyList<string> commands = [];
        ManifestPlace? commandsPlace = null;
        if (table.Table("build") is { } build)
        {
            commands = build.Texts("command");
            commandsPlace = commands.Count > 0 ? build.PlaceOf("command") : null;
            build.Finish();
        }

        table.Finish();
        return new ProfileModel(source, environment, commands, unsupported)
        {
            SourcePlace = source is null ? null : table.PlaceOf("source"),
            CommandsPlace = commandsPlace,
        };
    }
}
