namespace Wasmill.Apps.Manifests.Errors;

/// <summary>A place in a manifest.</summary>
/// <param name="File">The path of the manifest; null for settings that are not from a manifest.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct ManifestPlace(string? File, int Line, int Column)
{
    /// <summary>The place of settings that are not from a manifest, such as the module of <c>up -f app.wasm</c>.</summary>
    public static ManifestPlace None => default;

    /// <summary>Returns one of several places; <see cref="None"/> if the index is out of range.</summary>
    public static ManifestPlace At(IReadOnlyList<ManifestPlace> places, int index) => index < places.Count ? places[index] : None;

    /// <summary>Creates an error at this place.</summary>
    public ManifestError Error(string message) => new(File ?? "", Line, Column, message);
}
