using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Settings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Writing;

/// <summary>Hides the secrets in the text of a flow, and restores them in an edited text.</summary>
public sealed class FlowSecrets(ComponentKinds kinds)
{
    /// <summary>Replaces each secret with <see cref="SecretMask.Text"/>. Everything else is unchanged.</summary>
    public FlowText Hide(FlowText text)
    {
        var hidden = text;
        foreach (var chunk in text.Chunks)
            hidden = hidden.Replace(chunk, Hide(chunk.Text));
        return hidden;
    }

    /// <summary>
    /// Restores secrets that an edited text left hidden: an unedited document is restored unchanged; an edited one gets the secrets of the
    /// document with its kind and name.
    /// </summary>
    /// <param name="edited">The edited text.</param>
    /// <param name="original">The text with its secrets.</param>
    /// <exception cref="FlowException"><paramref name="original"/> does not have a secret that is hidden in the edited text.</exception>
    public FlowText Restore(FlowText edited, FlowText original)
    {
        var untouched = original.Chunks.GroupBy(chunk => Hide(chunk.Text), StringComparer.Ordinal).ToDictionary(
            group => group.Key, group => group.First().Text, StringComparer.Ordinal);
        var known = original.Chunks
            .SelectMany(chunk =>
                Find(chunk.Text).Select(place => (place.Owner, place.Key, Source: SourceOf(chunk.Text, place.Node), place.Hidden)))
            .GroupBy(secret => (secret.Owner, secret.Key))
            .ToDictionary(group => group.Key, group => group.First());
        var errors = new List<FlowError>();
        var restored = edited;
        foreach (var chunk in edited.Chunks)
        {
            if (untouched.TryGetValue(chunk.Text, out var before))
            {
                restored = restored.Replace(chunk, before);
                continue;
            }

            var text = chunk.Text;
            foreach (var place in Find(chunk.Text).OrderByDescending(place => place.Node.Start.Index).Where(place => place.IsHidden))
            {
                if (known.TryGetValue((place.Owner, place.Key), out var secret) && secret.Hidden == place.Node.Value)
                    text = Splice(text, place.Node, secret.Source);
                else
                    errors.Add(new FlowError(
                        place.Node.Start.Line + chunk.Line - 1,
                        place.Node.Start.Column,
                        $"{place.Owner.Replace('/', ' ')}: {place.Key} is hidden but has no stored value; write the secret, "
                            + $"or refer to it with {place.Key}{SecretKeys.Suffix}"));
            }

            restored = restored.Replace(chunk, text);
        }

        return errors.Count == 0 ? restored : throw new FlowException(errors);
    }

    private string Hide(string text)
    {
        foreach (var place in Find(text).OrderByDescending(place => place.Node.Start.Index))
            text = Splice(text, place.Node, $"'{place.Hidden.Replace("'", "''", StringComparison.Ordinal)}'");
        return text;
    }

    private List<SecretPlace> Find(string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException)
        {
            // Invalid YAML; the reader of the text reports the error.
            return [];
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode root }])
            return [];
        // With aliases the same node appears more than once.
        return [.. FindInDocument(root).DistinctBy(place => place.Node.Start.Index)];
    }

    private IEnumerable<SecretPlace> FindInDocument(YamlMappingNode root)
    {
        if (ScalarOf(root, "kind") is not { } kindName)
            return [];
        if (kindName == "List" && Child(root, "items") is YamlSequenceNode items)
            return items.Children.OfType<YamlMappingNode>().SelectMany(FindInDocument);
        return MappingOf(root, "metadata") is { } metadata
            ? FindIn(root, metadata, kindName, $"{kindName}/{ScalarOf(metadata, "name")}")
            : [];
    }

    private IEnumerable<SecretPlace> FindIn(YamlMappingNode root, YamlMappingNode metadata, string kindName, string owner)
    {
        if (kinds.Find(kindName) is { } kind && MappingOf(root, "spec") is { } spec)
            return FindIn(spec, "", kind, owner);
        if (kindName == "Trigger" && MappingOf(metadata, "annotations") is { } annotations && kinds.ForUris is { } uriKind)
            return FindIn(annotations, "", uriKind, owner, TriggerAnnotations.TargetPrefix);
        return [];
    }

    private static IEnumerable<SecretPlace> FindIn(
        YamlMappingNode mapping, string prefix, IComponentKind kind, string owner, string outer = "")
    {
        foreach (var (keyNode, value) in mapping.Children)
        {
            if ((keyNode as YamlScalarNode)?.Value is not { } name || !name.StartsWith(outer, StringComparison.Ordinal))
                continue;
            foreach (var place in FindIn(value, prefix + name[outer.Length..], kind, owner))
                yield return place;
        }
    }

    private static IEnumerable<SecretPlace> FindIn(YamlNode value, string path, IComponentKind kind, string owner) => value switch
    {
        YamlScalarNode scalar
            when SettingTree.Find(kind.Settings, path) is { } known && SecretMask.Apply(known.Secret, scalar.Value ?? "") is var hidden
                && (hidden != scalar.Value || known.Secret != SecretRule.None && hidden.Contains(SecretMask.Text, StringComparison.Ordinal))
            => [new SecretPlace(owner, path, scalar, hidden)],
        YamlMappingNode inner => FindIn(inner, path + ".", kind, owner),
        YamlSequenceNode list =>
            list.Children.SelectMany((item, index) => FindIn(item, FormattableString.Invariant($"{path}[{index}]"), kind, owner)),
        _ => [],
    };

    // The source text of a scalar. A block scalar would need the indentation of its new place, so its value is written in quotes.
    private static string SourceOf(string text, YamlScalarNode node)
    {
        var source = text[(int)node.Start.Index..(int)node.End.Index].TrimEnd();
        return source.Contains('\n', StringComparison.Ordinal) ? YamlText.Scalar(node.Value ?? "") : source;
    }

    private static string Splice(string text, YamlScalarNode node, string replacement)
    {
        var (start, end) = ((int)node.Start.Index, (int)node.End.Index);
        // A block scalar ends at the start of the next line.
        var lineEnd = end > start && text[end - 1] == '\n' ? "\n" : "";
        var anchor = node.Anchor.IsEmpty || replacement.StartsWith('&') ? "" : $"&{node.Anchor} ";
        return string.Concat(text.AsSpan(0, start), anchor, replacement, lineEnd) + text[end..];
    }

    private static string? ScalarOf(YamlMappingNode mapping, string key) => (Child(mapping, key) as YamlScalarNode)?.Value;

    private static YamlMappingNode? MappingOf(YamlMappingNode mapping, string key) => Child(mapping, key) as YamlMappingNode;

    private static YamlNode? Child(YamlMappingNode mapping, string key)
        => mapping.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode scalar && scalar.Value == key).Value;
}
