using Wasmill.Flows.Settings;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Writing;

/// <summary>A secret in the text of a document.</summary>
/// <param name="Owner">The document: <c>Kind/name</c>.</param>
/// <param name="Key">The setting; nested keys are joined with dots.</param>
/// <param name="Node">The node of the value.</param>
/// <param name="Hidden">The value as displayed.</param>
internal sealed record SecretPlace(string Owner, string Key, YamlScalarNode Node, string Hidden)
{
    /// <summary>Indicates whether the text contains the hidden value.</summary>
    public bool IsHidden => Node.Value == Hidden && Hidden.Contains(SecretMask.Text, StringComparison.Ordinal);
}
