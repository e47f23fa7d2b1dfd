namespace Wasmill.Apps.Manifests.Model;

/// <summary>An answer that a manifest has word for word.</summary>
/// <param name="Status">200 to 599.</param>
/// <param name="Headers">Its headers.</param>
/// <param name="Body">Its body; may be empty.</param>
public sealed record StaticResponseModel(int Status, IReadOnlyDictionary<string, string> Headers, string Body);
