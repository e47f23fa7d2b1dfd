using Wasmill.Flows.Settings;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Flows.Files.Reading;

/// <summary>
/// Reads secret settings: <c>password: TEXT</c>, or <c>passwordFrom: {file: PATH}</c> and <c>passwordFrom: {env: NAME}</c>.
/// </summary>
internal static class SecretReader
{
    private const string Forms = "{file: PATH} or {env: NAME}";

    /// <summary>Reads a reference and reports errors.</summary>
    /// <param name="node">The mapping that contains the setting.</param>
    /// <param name="key">The key, including the suffix.</param>
    public static SecretValue? ReadReference(FlowNode node, string key)
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

        var (file, variable) = (reference.Text(SecretKeys.File), reference.Text(SecretKeys.Variable));
        reference.Finish();
        if (string.IsNullOrEmpty(file) == string.IsNullOrEmpty(variable))
        {
            node.Error(key, $"{node.PathOf(key)} must be {Forms}");
            return null;
        }

        return new SecretValue(file is null ? SecretSource.Environment : SecretSource.File, file ?? variable!) { Place = place };
    }

    /// <summary>Reads a secret that is written in the flow itself. Rejects Kubernetes references with a hint at the replacement.</summary>
    /// <param name="node">The mapping that contains the setting.</param>
    /// <param name="key">The key.</param>
    public static SecretValue? ReadInline(FlowNode node, string key)
    {
        var place = node.PlaceOf(key);
        if (node.Node(key) is not YamlMappingNode)
            return node.Text(key) is { } text ? new SecretValue(SecretSource.Inline, text) { Place = place } : null;
        node.Error(key, Kubernetes(node.PathOf(key), key + SecretKeys.Suffix));
        return null;
    }

    // TriggerMesh uses valueFromSecret, Kubernetes valueFrom with secretKeyRef.
    private static bool IsKubernetes(string key) => key is "valueFromSecret" or "valueFrom" or "secretKeyRef";

    private static string Kubernetes(string path, string reference)
        => $"{path} must be a text: Kubernetes secrets are not supported; "
        + $"use {reference}: {{file: PATH}}, for example with the file to which the secret is mounted, or {reference}: {{env: NAME}}";
}
