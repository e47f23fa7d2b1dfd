using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Tests.Files.Reading;

public sealed class KubernetesDocumentsTests
{
    private const string List = """
        apiVersion: v1
        kind: List
        metadata: {resourceVersion: ''}
        items:
          - apiVersion: eventing.knative.dev/v1
            kind: Broker
            metadata: {name: b, creationTimestamp: '2026-01-01T00:00:00Z', generation: 1, resourceVersion: '9', uid: u, managedFields: [{a: b}], finalizers: [f], ownerReferences: [], selfLink: s, deletionTimestamp: null, deletionGracePeriodSeconds: 0}
            status: {conditions: []}
          - apiVersion: targets.triggermesh.io/v1alpha1
            kind: CloudEventsTarget
            metadata: {name: t}
            spec: {endpoint: 'http://localhost:1', credentials: {basicAuth: {username: u, password: hush}}}
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: x}
        spec: {broker: b, subscriber: {ref: {name: t}}}

        """;

    [Fact]
    public void A_list_as_kubectl_prints_it_is_read_beside_other_documents()
    {
        var flow = Read(List);
        Assert.Equal(("b", "t", "x"), (flow.Broker, Assert.Single(flow.Targets).Name, Assert.Single(flow.Triggers).Name));
    }

    [Fact]
    public void An_error_in_a_list_has_the_place_of_its_item()
    {
        var error = Assert.Single(
            Assert.Throws<FlowException>(() => Read(List.Replace("{endpoint:", "{prxy: a, endpoint:", StringComparison.Ordinal))).Errors);
        Assert.Equal(
            (12, 12, "CloudEventsTarget t: spec.prxy is not known; did you mean proxy?"),
            ((int)error.Line, (int)error.Column, error.Message));
    }

    [Fact]
    public void An_edit_never_takes_the_rest_of_a_list_with_it()
    {
        var editor = new FlowEditor(TestKind.All);
        var error = Assert.Single(
            Assert.Throws<FlowException>(() => editor.RemoveComponent(FlowText.Parse(List), "t", ComponentRole.Target)).Errors);
        Assert.StartsWith(
            "CloudEventsTarget t is in a List with Broker b; remove it from the file by hand", error.Message, StringComparison.Ordinal);
        Assert.Empty(FlowReader.Read(editor.RemoveTrigger(FlowText.Parse(List), "x"), TestKind.All).Triggers);
    }

    [Fact]
    public void A_secret_in_a_list_is_hidden_and_restored()
    {
        var secrets = new FlowSecrets(TestKind.All);
        var text = FlowText.Parse(List);
        var hidden = secrets.Hide(text);
        Assert.DoesNotContain("hush", hidden.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            text.ToString().Replace("name: x", "name: z", StringComparison.Ordinal),
            secrets.Restore(FlowText.Parse(hidden.ToString().Replace("name: x", "name: z", StringComparison.Ordinal)), text).ToString());
    }

    [Theory]
    [InlineData("kind: Kustomization", "Kustomization: the kind Kustomization is not supported: use the output of `kubectl kustomize`")]
    [InlineData(
        "kind: Thing",
        "Thing: the kind Thing is not supported: remove the document or use another kind; "
            + "the supported kinds are Broker, Trigger, CloudEventsTarget")]
    [InlineData(
        "kind: RedisBroker\nmetadata: {name: r}",
        "RedisBroker r: the kind RedisBroker is not supported: use kind: Broker with apiVersion: eventing.knative.dev/v1")]
    [InlineData("kind: Service\nmetadata: {generateName: s-}", "subscriber.uri")]
    [InlineData("kind: Trigger\nmetadata: {generateName: s-}", "metadata.generateName is not supported")]
    public void An_unknown_kind_is_said_before_a_missing_name(string document, string reason)
    {
        var error = Assert.Single(Assert.Throws<FlowException>(() => Read(List + "---\napiVersion: a/v1\n" + document)).Errors);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_target_names_the_targets_and_the_ways_to_write_one()
        => Assert.Equal(
            "Trigger x: subscriber refers to unknown target \"u\"; the flow's targets are t; add a document for the target "
                + "(CloudEventsTarget) or use subscriber.uri",
            Assert.Single(Assert.Throws<FlowException>(() =>
                Read(List.Replace("ref: {name: t}", "ref: {name: u}", StringComparison.Ordinal))).Errors).Message);

    [Fact]
    public void Every_public_document_of_an_unknown_kind_gets_a_way_out()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
            folder = folder.Parent;
        var manifests = Path.Combine(folder?.Parent?.FullName ?? "", "shared", "tck", "manifests");
        Assert.SkipUnless(Directory.Exists(manifests), "the manifests are not beside this checkout");
        var errors = Directory.EnumerateFiles(manifests, "*.yaml", SearchOption.AllDirectories).SelectMany(ErrorsOf).ToList();
        Assert.NotEmpty(errors);
        Assert.DoesNotContain(errors, error => error.Contains("the kind", StringComparison.Ordinal)
            && error.Contains("is not supported: remove the document or", StringComparison.Ordinal));
        Assert.DoesNotContain(
            errors,
            error => error.Contains("the kind", StringComparison.Ordinal) && error.EndsWith("is not supported", StringComparison.Ordinal));
    }

    private static IEnumerable<string> ErrorsOf(string file)
    {
        try
        {
            Read(File.ReadAllText(file));
            return [];
        }
        catch (FlowException error)
        {
            return error.Errors.Select(one => one.Message);
        }
    }

    private static Wasmill.Flows.Model.FlowModel Read(string text) => FlowReader.Read(FlowText.Parse(text), TestKind.All);
}
