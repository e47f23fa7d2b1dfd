using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Connectors.Functions;
using Wasmill.Connectors.Tests.Delivery;
using Wasmill.Events;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Functions.Hosting;

namespace Wasmill.Connectors.Tests;

public sealed class FunctionTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-function-").FullName;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly ConcurrentQueue<(string Name, string Text, Dictionary<string, object?> Fields)> _messages = new();

    private static FunctionHost Host { get; } = new(
        new FunctionHostOptions { CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache") });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string ModulePath => Path.Combine(_folder, "app.wasm");

    [Fact]
    public async Task An_event_is_posted_to_the_function_and_its_output_is_told()
    {
        Install("echo");
        await using var target = await CreateAsync();
        var result = await target.DeliverAsync(Attempt, Cancel);
        Assert.Equal((DeliveryVerdict.Delivered, 200), (result.Verdict, result.Status));
        Assert.StartsWith("echo called with", Assert.Single(result.Log), StringComparison.Ordinal);
        Assert.Contains(_log, line => line.StartsWith("fn: echo called with", StringComparison.Ordinal));
        Assert.True(await ((IProbeable)target).ProbeAsync(Cancel));
    }

    [Fact]
    public async Task A_module_whose_source_is_a_URL_is_downloaded_when_the_target_is_made()
    {
        await using var server = await ModuleServer.StartAsync();
        var manifest = Path.Combine(_folder, "spin.toml");
        var text = "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n"
            + $"[component.f]\n{server.Source}";
        await File.WriteAllTextAsync(manifest, text, Cancel);
        for (var i = 0; i < 2; i++)
        {
            await using var target = await CreateAsync(from: manifest);
            Assert.Equal(200, (await target.DeliverAsync(Attempt, Cancel)).Status);
        }

        Assert.Equal(1, server.Requests);
        await File.WriteAllTextAsync(
            manifest, text.Replace(server.Sha256, new string('0', 64), StringComparison.Ordinal), Cancel);
        var error = await Assert.ThrowsAsync<FlowException>(async () => await CreateAsync(from: manifest));
        Assert.Contains($"its digest is sha256:{server.Sha256}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_its_app_runs_without_is_logged_as_a_warning()
    {
        Install("echo");
        var manifest = Path.Combine(_folder, "spin.toml");
        await File.WriteAllTextAsync(
            manifest,
            "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n"
                + "[component.f]\nsource = \"app.wasm\"\nai_models = [\"m\"]\n",
            Cancel);
        await using var target = await CreateAsync(from: manifest);
        Assert.Contains(_messages, message => message.Name == "FunctionWarned"
            && message.Text.Contains("component.f.ai_models: language models are not available", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/", "echo", "FunctionOutput", "echo called with")]
    [InlineData("/trap", "edges", "FunctionFailed", "trap: ")]
    public async Task What_a_function_writes_and_how_it_fails_has_trigger_event_and_attempt(
        string path, string guest, string name, string text)
    {
        Install(guest);
        await using var target = await CreateAsync(path);
        await target.DeliverAsync(Attempt with { Number = 3 }, Cancel);
        var message = Assert.Single(_messages, message => message.Name == name);
        Assert.StartsWith(text, message.Text, StringComparison.Ordinal);
        Assert.Equal(("trigger", "1", 3), (message.Fields["trigger"], message.Fields["cloudEventId"], message.Fields["attempt"]));
    }

    [Fact]
    public async Task The_metrics_of_a_function_have_its_target()
    {
        Install("echo");
        await using var target = await CreateAsync();
        await target.DeliverAsync(Attempt, Cancel);
        var calls = new ConcurrentQueue<(long Value, string Tags)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == Host.Meter && instrument.Name == "wasmill.function.calls")
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            calls.Enqueue((value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")))));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Contains(calls, call => call.Value >= 1 && call.Tags == "target=fn function=app");
    }

    [Theory]
    [InlineData("/trap", DeliveryVerdict.Retry, "500 trap: the function aborted")]
    [InlineData("/exit", DeliveryVerdict.Retry, "500 exit: the function ended itself with exit code 7")]
    [InlineData("/status-99", DeliveryVerdict.Retry, "500 bad answer: the status 99")]
    [InlineData("/no-body", DeliveryVerdict.Delivered, "")]
    public async Task A_failure_of_the_function_is_a_failed_delivery(string path, DeliveryVerdict verdict, string reason)
    {
        Install("edges");
        await using var target = await CreateAsync(path);
        var result = await target.DeliverAsync(Attempt, Cancel);
        Assert.Equal(verdict, result.Verdict);
        Assert.StartsWith(reason, result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replaced_module_takes_over_and_a_broken_one_leaves_the_old()
    {
        Install("edges");
        await using var target = await CreateAsync("/exit");
        Assert.Equal(DeliveryVerdict.Retry, (await target.DeliverAsync(Attempt, Cancel)).Verdict);

        Install("echo");
        await WaitForLogAsync("the function has changed");
        Assert.Equal(DeliveryVerdict.Delivered, (await target.DeliverAsync(Attempt, Cancel)).Verdict);

        await File.WriteAllTextAsync(ModulePath, "half a mod", Cancel);
        await WaitForLogAsync("still serving the previous version: app is not a WebAssembly module");
        Assert.Equal(DeliveryVerdict.Delivered, (await target.DeliverAsync(Attempt, Cancel)).Verdict);
    }

    [Fact]
    public async Task A_missing_module_says_what_to_do()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "spin.toml"), """
            spin_manifest_version = 2
            [application]
            name = "fn"
            [[trigger.http]]
            route = "/..."
            component = "fn"
            [component.fn]
            source = "app.wasm"
            """, Cancel);
        var error = await Assert.ThrowsAsync<FlowException>(async () => await CreateAsync(from: _folder));
        Assert.Contains("run \"wasmill build\" first", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    // The guest answers with the body that it is given and without a media type.
    [InlineData("{\"n\": 1.10}", "order.scored", "/scores", true)]
    [InlineData("[1]", "order.scored", null, true)]
    [InlineData("no JSON", "order.scored", null, false)]
    [InlineData("", "order.scored", null, false)]
    [InlineData("{\"n\": 1.10}", null, null, false)]
    public async Task A_plain_JSON_answer_becomes_an_event_where_the_target_says_so(string body, string? type, string? source, bool isEvent)
    {
        Install("edges");
        await using var target = await CreateAsync("/same-body", settings: [("replyType", type), ("replySource", source)]);
        var stored = Attempt.Event with { Event = Attempt.Event.Event with { Data = Encoding.UTF8.GetBytes(body) } };
        var result = await target.DeliverAsync(Attempt with { Event = stored }, Cancel);
        Assert.Equal((DeliveryVerdict.Delivered, isEvent ? 1 : 0), (result.Verdict, result.Replies.Count));
        if (!isEvent)
            return;
        var reply = result.Replies[0];
        Assert.Equal(
            (type, source ?? "/targets/fn", "application/json", body),
            (reply.Type, reply.Source, reply.DataContentType, Encoding.UTF8.GetString(reply.Data.Span)));
    }

    [Theory]
    [InlineData("replySource", "/s", "replySource requires replyType")]
    [InlineData("replyType", "", "type")]
    [InlineData("build", "always", "build must be onChange, not \"always\"")]
    public void Settings_that_make_no_sense_are_refused(string key, string value, string reason)
    {
        var errors = ComponentCheck.FindErrors(new FunctionTargetKind(Host), "fn", MapValue.Of(("from", ModulePath), (key, value)));
        Assert.Contains(errors, error => error.Message.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task With_build_onChange_a_changed_source_is_built_and_taken_over_and_a_broken_one_is_told()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "spin.toml"), """
            spin_manifest_version = 2
            [application]
            name = "fn"
            [[trigger.http]]
            route = "/..."
            component = "fn"
            [component.fn]
            source = "app.wasm"
            [component.fn.build]
            command = "test -s which && cp $(cat which) app.wasm"
            watch = ["which"]
            """, Cancel);
        Install("echo");
        await using var target = await CreateAsync("/trap", from: _folder, settings: [("build", "onChange")]);
        Assert.Equal(200, (await target.DeliverAsync(Attempt, Cancel)).Status);

        await File.WriteAllTextAsync(Path.Combine(_folder, "which"), Checkout.Guest("edges"), Cancel);
        await WaitForLogAsync("the function has changed");
        Assert.Equal(500, (await target.DeliverAsync(Attempt, Cancel)).Status);

        await File.WriteAllTextAsync(Path.Combine(_folder, "which"), "", Cancel);
        await WaitForLogAsync("the changed function cannot be built; the previous version continues to run: "
            + "Build command for component fn failed with status 1");
        Assert.Equal(500, (await target.DeliverAsync(Attempt, Cancel)).Status);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static DeliveryAttempt Attempt { get; } = new(
        new StoredEvent(
            1,
            DateTimeOffset.UnixEpoch,
            new CloudEvent { Id = "1", Source = "/s", Type = "t", HasData = true, Data = "{}"u8.ToArray() },
            null,
            0),
        "trigger",
        1);

    private ValueTask<IEventTarget> CreateAsync(string path = "/", string? from = null, params (string Key, string? Value)[] settings)
        => ((ITargetKind)new FunctionTargetKind(Host) { Builder = Host }).CreateAsync(
            new ComponentConfig("fn", "FunctionTarget", MapValue.Of(
                [
                    ("from", from ?? ModulePath),
                    ("path", path),
                    .. settings.Where(setting => setting.Value is not null).Select(setting => (setting.Key, setting.Value!)),
                ])),
            FlowRig.Environment((component, line) => _log.Enqueue($"{component}: {line}"), _folder, Path.Combine(_folder, "state")) with
            {
                Logs = new LoggerFactory([new Messages(this)]),
            },
            Cancel);

    private void Install(string guest)
    {
        var temporary = ModulePath + ".tmp";
        File.Copy(Checkout.Guest(guest), temporary);
        File.SetLastWriteTimeUtc(temporary, DateTime.UtcNow);
        File.Move(temporary, ModulePath, overwrite: true);
    }

    private async Task WaitForLogAsync(string text)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!_log.Any(line => line.Contains(text, StringComparison.Ordinal)))
            await Task.Delay(10, limit.Token);
    }

    private sealed class Messages(FunctionTargetTests tests) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new FieldLogger((id, text, fields) =>
        {
            tests._log.Enqueue($"{categoryName}: {text}");
            tests._messages.Enqueue((id.Name ?? "", text, fields));
        });

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
