using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Model;

/// <summary>A trigger of another kind than HTTP. It is known, but not run.</summary>
/// <param name="Type">The type, such as <c>cron</c>.</param>
/// <param name="ComponentId">The component that it would call.</param>
/// <param name="Detail">Its settings in one line, without secrets.</param>
/// <param name="Advice">What it needs, and what to do instead.</param>
/// <param name="Place">Its place in the manifest.</param>
public sealed record EventTriggerModel(string Type, string ComponentId, string Detail, string Advice, ManifestPlace Place)
{
    /// <summary>The warning that it is not run.</summary>
    public ManifestError Warning => Place.Error($"the {Type} trigger of component {ComponentId} ({Detail}) is not run: {Advice}");
}
