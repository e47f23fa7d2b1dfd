using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Connectors.Tests.Kinds;

/// <summary>Reads one component of a flow, as the broker does.</summary>
internal static class ComponentDocument
{
    /// <summary>Reads a component named <c>c</c> with a <c>spec</c> in YAML's flow style.</summary>
    public static ComponentConfig Read(IComponentKind kind, string spec)
        => Assert.Single(FlowReader.Read(FlowText.Parse(
            $"apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {{name: b}}\n---\n"
            + $"apiVersion: {kind.ApiVersion}\nkind: {kind.Kind}\nmetadata: {{name: c}}\nspec: {spec}\n"),
                new ComponentKinds(kind)).Components);

    /// <summary>Reads a component that is wrong.</summary>
    /// <returns>The errors, without their places and the component that they begin with.</returns>
    public static string[] Errors(IComponentKind kind, string spec)
    {
        var subject = $"{kind.Kind} c: ";
        var messages = Assert.Throws<FlowException>(() => Read(kind, spec)).Errors.Select(error => error.Message).ToList();
        Assert.All(messages, message => Assert.StartsWith(subject, message, StringComparison.Ordinal));
        return [.. messages.Select(message => message[subject.Length..])];
    }
}
