using Wasmill.Apps.Manifests.Components;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Manifests.Toml;
using Wasmill.Events;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Manifests;

/// <summary>
/// Reads <c>spin.toml</c>, versions 1 and 2. Every key of either version is known; an unknown key is an error with its place.
/// </summary>
/// <remarks>
/// Unsupported features are not errors here: they are listed in <see cref="AppModel.Unsupported"/> and
/// <see cref="ComponentModel.Unsupported"/>.
/// </remarks>
public static class ManifestReader
{
    /// <summary>Reads a manifest.</summary>
    /// <param name="path">The file.</param>
    /// <param name="profile">The profile whose overrides apply; null for none.</param>
    /// <exception cref="ManifestException">The manifest is invalid; the message lists all errors.</exception>
    public static AppModel Read(string path, string? profile = null) => Parse(ReadManifest(path), path, profile);

    /// <summary>Reads the text of a manifest.</summary>
    /// <param name="text">The text.</param>
    /// <param name="path">The file that it is, or will be, in.</param>
    /// <param name="profile">The profile whose overrides apply; null for none.</param>
    /// <exception cref="ManifestException">The manifest is invalid; the message lists all errors.</exception>
    internal static AppModel Parse(string text, string path, string? profile = null)
    {
        var errors = new List<ManifestError>();
        var table = TomlReader.Read(text, path, errors);
        if (errors.Count > 0)
            throw new ManifestException(errors);
        var scope = new ManifestScope(path, profile, []);
        var model = Read(new ManifestNode(table, "", path, errors), scope);
        if (model is null || errors.Count > 0)
            throw new ManifestException(errors);
        if (profile is not null && !scope.Profiles.Contains(profile))
        {
            var guess = Spelling.Closest(profile, scope.Profiles);
            throw new ManifestException(
                $"no component of {path} has the profile {profile}{(guess is null ? "" : $"; did you mean {guess}?")}");
        }

        return model;
    }

    /// <summary>Reads a text file that the user named, which may be a pipe.</summary>
    /// <exception cref="ManifestException">The file cannot be read.</exception>
    internal static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"{path} cannot be read: {IoReason.Of(error)}", error);
        }
    }

    /// <summary>
    /// Returns the text of a manifest. It may be found without being named, and reading a pipe in its place would block forever.
    /// </summary>
    /// <exception cref="ManifestException">The file cannot be read.</exception>
    internal static string ReadManifest(string path)
    {
        try
        {
            using var reader = new StreamReader(RegularFile.Open(HostPaths.Resolve(path) ?? path, path));
            return reader.ReadToEnd();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"{path} cannot be read: {IoReason.Of(error)}", error);
        }
    }

    private static AppModel? Read(ManifestNode root, ManifestScope scope)
    {
        var (name, version) = (root.Take("spin_manifest_version"), root.Take("spin_version"));
        if (name is TomlScalar { Value: 2L })
            return new ManifestVersion2(scope).Read(root);
        if ((name ?? version) is TomlScalar { Value: "1" })
            return new ManifestVersion1(scope).Read(root);
        root.Error(
            name is null ? "spin_version" : "spin_manifest_version",
            name is null && version is null
                ? "spin_manifest_version is missing: write spin_manifest_version = 2"
                : "spin_manifest_version must be 2, or \"1\" for the old form");
        return null;
    }
}
