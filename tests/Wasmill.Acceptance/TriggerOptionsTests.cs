namespace Wasmill.Acceptance;

/// <summary>The delivery options of <c>create trigger</c>.</summary>
public sealed class TriggerOptionsTests : IAsyncLifetime
{
    private readonly Tool _tool = Tool.Create();

    public async ValueTask InitializeAsync()
    {
        await _tool.SucceedAsync("create", "broker", "shop");
        await _tool.SucceedAsync("create", "target", "cloudevents", "--name", "billing", "--endpoint", "http://localhost:1");
        await _tool.SucceedAsync("create", "target", "cloudevents", "--name", "failures", "--endpoint", "http://localhost:2");
    }

    public ValueTask DisposeAsync() => _tool.DisposeAsync();

    [Fact]
    public async Task They_stand_in_the_flow_in_the_words_of_Knative()
    {
        await _tool.SucceedAsync(
            "create", "trigger", "--name", "orders", "--target", "billing", "--retry", "5", "--backoff", "linear", "--backoff-delay", "2s",
            "--backoff-max", "1m", "--timeout", "500ms", "--dead-letter", "failures", "--concurrency", "4", "--ordering-key", "customer",
            "--rate", "0.5");

        var flow = await File.ReadAllTextAsync(Path.Combine(_tool.Home, "shop", "flow.yaml"), TestContext.Current.CancellationToken);
        Assert.EndsWith(
            """
              name: orders
              annotations:
                wasmill.dev/concurrency: "4"
                wasmill.dev/ordering: "key"
                wasmill.dev/ordering-key: "customer"
                wasmill.dev/rate: "0.5"
            spec:
              broker: shop
              delivery:
                retry: 5
                backoffPolicy: linear
                backoffDelay: PT2S
                backoffMax: PT1M
                timeout: PT0.5S
                deadLetterSink:
                  ref:
                    apiVersion: targets.triggermesh.io/v1alpha1
                    kind: CloudEventsTarget
                    name: failures
              subscriber:
                ref:
                  apiVersion: targets.triggermesh.io/v1alpha1
                  kind: CloudEventsTarget
                  name: billing

            """.ReplaceLineEndings("\n"),
            flow,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("add --retry N", "--backoff", "linear")]
    [InlineData("\"soon\" is not a valid --timeout; use a time such as 500ms, 30s, 2m or 1h", "--timeout", "soon")]
    [InlineData("0 is not a valid --concurrency; use a whole number from 1 to 1000", "--concurrency", "0")]
    [InlineData("\"Customer\" is not a valid --ordering-key", "--ordering-key", "Customer")]
    [InlineData("the dead letter target \"failure\" does not exist; did you mean \"failures\"?", "--dead-letter", "failure")]
    public async Task What_is_wrong_is_refused_with_what_to_write_and_nothing_has_changed(string message, params string[] options)
    {
        var path = Path.Combine(_tool.Home, "shop", "flow.yaml");
        var before = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

        var result = await _tool.RunAsync(["create", "trigger", "--target", "billing", .. options]);

        Assert.NotEqual(0, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }
}
