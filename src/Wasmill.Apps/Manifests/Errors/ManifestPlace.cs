namespace Wasmill.Apps.Manifests.Errors;

/// <summary>Where something stands in a manifest.</summary>
/// <param name="File">The manifest's path; null for what no manifest says.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
public readonly record struct ManifestPlace(string? File, int Line, int Column)
{
    /// <summary>The place of what no manifest says, such as the module of <c>up -f app.wasm</c>.</summary>
    public static ManifestPlace None => default;

    /// <summary>One of some places; <see cref="None"/> when there are not so many.</summary>
    public static ManifestPlace At(IReadOnlyList<ManifestPlace> places, int index) => index < places.Count ? places[index] : None;

    /// <summary>Something that is wrong here.</summary>
    public ManifestError Error(string message) => new(File ?? "", Line, Column, message);
}
