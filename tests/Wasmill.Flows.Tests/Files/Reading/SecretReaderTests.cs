using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Files.Reading;

public sealed class SecretReaderTests
{
    private const string Password = "credentials.basicAuth.password";

    [Theory]
    [InlineData("passwordFrom: {file: /run/secrets/password}", SecretSource.File, "/run/secrets/password")]
    [InlineData("passwordFrom: {env: SINK_PASSWORD}", SecretSource.Environment, "SINK_PASSWORD")]
    public void A_secret_is_referred_to_by_file_or_variable_and_its_place_is_known(string written, SecretSource source, string name)
    {
        var target = Read(written);

        var secret = Assert.IsType<SecretValue>(target.Spec.Find(Password));
        Assert.Equal((source, name, new Place(14, 21)), (secret.Source, secret.Text, secret.Place));
    }

    [Fact]
    public void A_secret_in_the_flow_file_is_noted_with_its_place()
    {
        var target = Read("password: hunter2");

        var secret = Assert.IsType<SecretValue>(target.Spec.Find(Password));
        Assert.Equal((SecretSource.Inline, "hunter2", new Place(14, 17)), (secret.Source, secret.Text, secret.Place));
    }

    [Theory]
    [InlineData("passwordFrom: {}", "spec.credentials.basicAuth.passwordFrom must be {file: PATH} or {env: NAME}")]
    [InlineData("passwordFrom: text", "spec.credentials.basicAuth.passwordFrom must be a mapping")]
    [InlineData("passwordFrom: {file: a, env: b}", "spec.credentials.basicAuth.passwordFrom must be {file: PATH} or {env: NAME}")]
    [InlineData("passwordFrom: {fil: a}", "spec.credentials.basicAuth.passwordFrom.fil is not known; did you mean file?")]
    [InlineData(
        "password: a\n      passwordFrom: {env: b}",
        "spec has both credentials.basicAuth.password and credentials.basicAuth.passwordFrom; remove one of them")]
    [InlineData(
        "password: {valueFromSecret: {name: a, key: b}}",
        "spec.credentials.basicAuth.password must be a text: Kubernetes secrets are not supported; use passwordFrom: {file: "
            + "PATH}, for example with the file to which the secret is mounted, or passwordFrom: {env: NAME}")]
    [InlineData("password: {valueFrom: {secretKeyRef: {name: a, key: b}}}", "use passwordFrom: {file: PATH}")]
    [InlineData("passwordFrom: {secretKeyRef: {name: a, key: b}}", "use passwordFrom: {file: PATH}")]
    [InlineData("usernameFrom: {env: b}", "spec.credentials.basicAuth.usernameFrom is not known; did you mean username?")]
    public void What_is_no_secret_and_no_reference_is_an_error_with_what_to_write(string written, string message)
    {
        var errors = Assert.Throws<FlowException>(() => Read(written)).Errors;

        Assert.Contains(
            errors, error => error.Message.Contains(message, StringComparison.Ordinal) && error.Line is 14 or 15 && error.Column > 0);
    }

    [Fact]
    public void An_annotation_refers_to_a_secret_of_the_target_that_a_uri_makes()
    {
        var flow = FlowReader.Read(
            FlowText.Parse("""
                apiVersion: eventing.knative.dev/v1
                kind: Broker
                metadata: {name: b}
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata:
                  name: t
                  annotations: {target.wasmill.dev/credentials.basicAuth.passwordFrom.env: PW}
                spec:
                  broker: b
                  subscriber: {uri: "http://three"}
                """),
            TestKind.All);

        Assert.True(new SecretValue(SecretSource.Environment, "PW").SameAs(flow.Components[0].Spec.Find(Password)!));
    }

    [Theory]
    [InlineData(SecretSource.File, "/run/secrets/a b")]
    [InlineData(SecretSource.Environment, "PW")]
    public void What_the_editor_writes_is_read_as_the_same_reference(SecretSource source, string name)
    {
        var named = TestKind.Config("sink", ("endpoint", "http://one"), ("credentials.basicAuth.username", "me"));
        var target = named with { Spec = named.Spec.With(Password, new SecretValue(source, name)) };

        var text = new FlowEditor(TestKind.All).AddComponent(FlowEditor.NewFlow("b"), target);

        Assert.True(target.SameAs(FlowReader.Read(text, TestKind.All).Components[0]), text.ToString());
    }

    private static ComponentConfig Read(string written)
        => FlowReader.Read(
            FlowText.Parse("apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata:\n  name: b\n---\n"
                + "apiVersion: targets.triggermesh.io/v1alpha1\nkind: CloudEventsTarget\nmetadata:\n  name: sink\nspec:\n"
                + $"  endpoint: http://one\n  credentials:\n    basicAuth:\n      {written}\n"),
            TestKind.All).Components[0];
}
