using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Reading;

/// <summary>Reads secret settings of a target: <c>password: text</c>, or <c>passwordFrom: {file: PATH}</c> and <c>passwordFrom: {env: NAME}</c>.</summary>
internal static class SecretReader
{
    /// <summary>What is added to a secret's key for a reference.</summary>
    public const string Suffix = "From";

    private const string FileKey = "file";
    private const string VariableKey = "env";

    /// <summary>The secret setting that a path refers to with its <see cref="Suffix"/>; null when it does not.</summary>
    public static SpecKey? FindReferred(ITargetKind kind, string path) => kind.Keys.FirstOrDefault(key => key.Secret == SecretRule.Value && key.Name + Suffix == path);

    /// <summary>Reads a reference and reports what is wrong.</summary>
    /// <param name="node">The mapping that has it.</param>
    /// <param name="key">Its key, with the suffix.</param>
    public static SecretReference? ReadReference(FlowNode node, string key)
    {
        var place = node.PlaceOf(key);
        if (node.Mapping(key) is not { } reference)
        {
            node.Error(key, $"{node.PathOf(key)} must be {Forms}");
            return null;
        }

        if (reference.Keys.Any(IsKubernetes))
        {
            node.Error(key, Kubernetes(node.PathOf(key), key));
            return null;
        }

        var (file, variable) = (reference.Text(FileKey), reference.Text(VariableKey));
        reference.Finish();
        if (string.IsNullOrEmpty(file) == string.IsNullOrEmpty(variable))
        {
            node.Error(key, $"{node.PathOf(key)} must be {Forms}");
            return null;
        }

        return new SecretReference(file is null ? SecretSource.Environment : SecretSource.File, file ?? variable!) { Line = place.Line, Column = place.Column };
    }

    /// <summary>Reads a secret that stands in the flow itself, and refuses references of Kubernetes with what to write in their place.</summary>
    /// <param name="node">The mapping that has it.</param>
    /// <param name="key">Its key.</param>
    public static string? ReadInline(FlowNode node, string key)
    {
        if (node.Node(key) is not YamlMappingNode)
            return node.Text(key);
        node.Error(key, Kubernetes(node.PathOf(key), key + Suffix));
        return null;
    }

    /// <summary>The settings with which a reference is written, by their paths.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Write(IReadOnlyDictionary<string, SecretReference> secrets)
        => secrets.Where(pair => pair.Value.Source != SecretSource.Inline)
            .Select(pair => KeyValuePair.Create($"{pair.Key}{Suffix}.{(pair.Value.Source == SecretSource.File ? FileKey : VariableKey)}", pair.Value.Name));

    /// <summary>Takes the references out of settings that are not nested, such as annotations.</summary>
    /// <param name="kind">The kind of target.</param>
    /// <param name="settings">The settings; loses the references.</param>
    /// <param name="place">Where they are written.</param>
    public static Dictionary<string, SecretReference> TakeOut(ITargetKind kind, Dictionary<string, string> settings, (long Line, long Column) place)
    {
        var secrets = new Dictionary<string, SecretReference>(StringComparer.Ordinal);
        foreach (var key in kind.Keys.Where(key => key.Secret == SecretRule.Value))
        {
            foreach (var (form, source) in ((string, SecretSource)[])[(FileKey, SecretSource.File), (VariableKey, SecretSource.Environment)])
            {
                if (settings.Remove($"{key.Name}{Suffix}.{form}", out var name))
                    secrets[key.Name] = new SecretReference(source, name) { Line = place.Line, Column = place.Column };
            }

            if (settings.ContainsKey(key.Name))
                secrets[key.Name] = new SecretReference(SecretSource.Inline, "") { Line = place.Line, Column = place.Column };
        }

        return secrets;
    }

    /// <summary>The paths of settings that refer to a kind's secrets, each as a text under a dotted key.</summary>
    public static IEnumerable<string> ReferencePaths(ITargetKind kind)
        => kind.Keys.Where(key => key.Secret == SecretRule.Value).SelectMany(key => new[] { $"{key.Name}{Suffix}.{FileKey}", $"{key.Name}{Suffix}.{VariableKey}" });

    private static string Forms => "{file: PATH} or {env: NAME}";

    // TriggerMesh has valueFromSecret, Kubernetes itself valueFrom with secretKeyRef.
    private static bool IsKubernetes(string key) => key is "valueFromSecret" or "valueFrom" or "secretKeyRef";

    private static string Kubernetes(string path, string reference)
        => $"{path} must be a text here: secrets of Kubernetes are not available; write {reference}: {{file: PATH}}, such as a file that the secret is mounted to, or {reference}: {{env: NAME}}";
}
