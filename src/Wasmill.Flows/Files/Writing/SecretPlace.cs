using Wasmill.Flows.Settings;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Writing;

/// <summary>A secret in a document's text.</summary>
/// <param name="Owner">The document: <c>Kind/name</c>.</param>
/// <param name="Key">The setting; nested keys are joined with dots.</param>
/// <param name="Node">Its value.</param>
/// <param name="Hidden">The value as it may be shown.</param>
internal sealed record SecretPlace(string Owner, string Key, YamlScalarNode Node, string Hidden)
{
    /// <summary>Whether the text has the hidden value.</summary>
    public bool IsHidden => Node.Value == Hidden && Hidden.Contains(SecretMask.Text, StringComparison.Ordinal);
}
