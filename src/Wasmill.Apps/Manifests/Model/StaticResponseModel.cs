namespace Wasmill.Apps.Manifests.Model;

/// <summary>A response that is written in the manifest.</summary>
/// <param name="Status">The status, 200 to 599.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body; may be empty.</param>
public sealed record StaticResponseModel(int Status, IReadOnlyDictionary<string, string> Headers, string Body);
