using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Tests.Files.Writing;

public sealed class FlowSecretsTests
{
    private const string Password = "credentials.basicAuth.password";
    private readonly FlowSecrets _secrets = new(TestKind.All);

    /// <summary>A password as YAML, and the value that it is.</summary>
    public static TheoryData<string, string> Forms => new()
    {
        { "password: s3cret!pw", "s3cret!pw" },
        { "password: s3cret!pw  # a comment with no secret", "s3cret!pw" },
        { "password: 's3cret''!pw'", "s3cret'!pw" },
        { "password: \"s3cret\\t!pw\"", "s3cret\t!pw" },
        { "password: |\n        s3cret!pw\n        second!pw", "s3cret!pw\nsecond!pw\n" },
        { "password: >-\n        s3cret!pw\n        second!pw", "s3cret!pw second!pw" },
        { "password: &anchor s3cret!pw", "s3cret!pw" },
        { "\"password\": s3cret!pw", "s3cret!pw" },
        { "password: !!str 12345!pw", "12345!pw" },
        { "password: \"😀s3cret!pw\"", "😀s3cret!pw" },
        { "password: s3cret!pw\n        second!pw", "s3cret!pw second!pw" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void A_secret_is_hidden_however_it_is_written_and_comes_back(string form, string value)
    {
        var text = FlowText.Parse(Flow($"  credentials:\n    basicAuth:\n      username: 😀 me\n      {form}\n"));
        Assert.Equal(value, PasswordOf(text));

        var hidden = _secrets.Hide(text);

        Assert.DoesNotContain("!pw", hidden.ToString(), StringComparison.Ordinal);
        Assert.Equal("***", PasswordOf(hidden));
        Assert.Equal(hidden.ToString(), _secrets.Hide(hidden).ToString());
        Assert.Equal(text.ToString(), _secrets.Restore(hidden, text).ToString());
        // Also in a document that was edited beside it.
        var edited = FlowText.Parse(hidden.ToString().Replace("http://one", "http://two", StringComparison.Ordinal));
        var restored = _secrets.Restore(edited, text);
        Assert.Equal(value, PasswordOf(restored));
        Assert.Equal("http://two", FlowReader.Read(restored, TestKind.All).Components[0].Spec.TextOf("endpoint"));
    }

    [Fact]
    public void A_secret_in_flow_style_and_one_in_an_annotation_and_a_password_in_an_address_are_hidden()
    {
        var text = FlowText.Parse(
            Flow("  credentials: {basicAuth: {password: s3cret!pw, username: me}}\n  proxy: http://me:other!pw@proxy:3128\n") + """
                ---
                apiVersion: eventing.knative.dev/v1
                kind: Trigger
                metadata:
                  name: t
                  annotations:
                    target.wasmill.dev/credentials.basicAuth.password: third!pw
                    example.com/password: not ours
                spec:
                  broker: b
                  subscriber:
                    uri: http://three

                """);

        var hidden = _secrets.Hide(text);

        Assert.DoesNotContain("!pw", hidden.ToString(), StringComparison.Ordinal);
        Assert.Contains("basicAuth: {password: '***', username: me}", hidden.ToString(), StringComparison.Ordinal);
        Assert.Contains("proxy: 'http://***@proxy:3128'", hidden.ToString(), StringComparison.Ordinal);
        Assert.Contains("example.com/password: not ours", hidden.ToString(), StringComparison.Ordinal);
        Assert.Equal(text.ToString(), _secrets.Restore(hidden, text).ToString());
    }

    [Fact]
    public void A_new_secret_replaces_the_old_one_and_removed_ones_are_gone()
    {
        var text = FlowText.Parse(Flow("  credentials:\n    basicAuth:\n      username: me\n      password: old!pw\n"));
        var hidden = _secrets.Hide(text).ToString();

        Assert.Equal(
            "new!pw", PasswordOf(_secrets.Restore(FlowText.Parse(hidden.Replace("'***'", "new!pw", StringComparison.Ordinal)), text)));
        Assert.DoesNotContain(
            "old!pw",
            _secrets.Restore(FlowText.Parse(hidden.Replace("      password: '***'\n", "", StringComparison.Ordinal)), text).ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_secret_that_no_document_of_that_name_has_is_refused_with_its_place()
    {
        var text = FlowText.Parse(Flow("  credentials:\n    basicAuth:\n      username: me\n      password: old!pw\n"));
        var renamed = FlowText.Parse(_secrets.Hide(text).ToString().Replace("name: sink", "name: other", StringComparison.Ordinal));

        var error = Assert.Single(Assert.Throws<FlowException>(() => _secrets.Restore(renamed, text)).Errors);

        Assert.Equal((15, 17), (error.Line, error.Column));
        Assert.Equal(
            $"CloudEventsTarget other: {Password} is hidden but has no stored value; write the secret, or refer to it with {Password}From",
            error.Message);
    }

    [Fact]
    public void A_text_that_is_no_flow_is_left_alone()
    {
        foreach (var text in (string[])[
            "", "a: [", "- 1", "kind: CloudEventsTarget", "kind: CloudEventsTarget\nmetadata: {}\nspec: text\n",
        ])
            Assert.Equal(FlowText.Parse(text).ToString(), _secrets.Hide(FlowText.Parse(text)).ToString());
    }

    private static string PasswordOf(FlowText text)
        => Assert.IsType<SecretValue>(
            FlowReader.Read(text, TestKind.All).Targets.First(target => target.Name == "sink").Spec.Find(Password)).Text;

    private static string Flow(string settings)
        => "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata:\n  name: b\n---\n# its own comment\n"
            + "apiVersion: targets.triggermesh.io/v1alpha1\nkind: CloudEventsTarget\nmetadata:\n  name: sink\nspec:\n"
            + $"{settings}  endpoint: http://one\n";
}
