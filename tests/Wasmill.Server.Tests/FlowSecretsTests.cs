using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Server.Tests;

/// <summary>Passwords of targets, in a broker that serves: written, used, and never read back.</summary>
public sealed class FlowSecretsTests : IAsyncLifetime
{
    private const string Password = "credentials.basicAuth.password";
    private readonly BlockingCollection<string> _seen = [];
    private readonly FlowEditor _editor = new(BuiltInKinds.ForEditing);
    private WebApplication _sink = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Address => _sink.Urls.First();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        _sink = builder.Build();
        _sink.Run(context =>
        {
            _seen.Add(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        });
        await _sink.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _sink.DisposeAsync();
        _seen.Dispose();
    }

    [Fact]
    public async Task A_password_is_used_survives_edits_and_is_in_no_answer_and_no_log()
    {
        await using var broker = await RunningBroker.StartAsync();
        await FlowEdits.ApplyAsync(
            broker.Folder,
            text => WithTrigger(_editor.AddComponent(text, Target(new SecretValue(SecretSource.Inline, "hunter2!")))),
            Cancel);
        Assert.Equal("Basic " + Base64("me:hunter2!"), await DeliverAsync(broker));

        // Edits of other documents, as the command line makes them, and one of the document itself.
        await FlowEdits.ApplyAsync(
            broker.Folder,
            text => _editor.AddComponent(text, new ComponentConfig("other", "CloudEventsTarget", MapValue.Of(("endpoint", Address)))),
            Cancel);
        await FlowEdits.ApplyAsync(
            broker.Folder,
            text => FlowText.Parse(text.ToString().Replace("username: me", "username: you", StringComparison.Ordinal)),
            Cancel);
        Assert.Equal("Basic " + Base64("you:hunter2!"), await DeliverAsync(broker));

        using var client = broker.Connect();
        broker.Http.DefaultRequestHeaders.Authorization = new("Bearer", broker.Folder.ReadToken());
        var shown = await broker.Http.GetStringAsync("api/flow", Cancel) + await broker.Http.GetStringAsync("api/status", Cancel)
            + await broker.Http.GetStringAsync("metrics", Cancel);
        Assert.Contains("***", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2!", shown, StringComparison.Ordinal);
        Assert.Contains("hunter2!", broker.Folder.ReadFlow().ToString(), StringComparison.Ordinal);
        var log = await File.ReadAllTextAsync(broker.Folder.LogPath, Cancel);
        Assert.Contains($"sink | warning: line ", log, StringComparison.Ordinal);
        Assert.Contains($"{Password} is written in the flow file", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2!", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_password_for_a_target_that_never_had_one_is_refused()
    {
        await using var broker = await RunningBroker.StartAsync();

        var error = await Assert.ThrowsAsync<ServerException>(() => FlowEdits.ApplyAsync(
            broker.Folder, text => _editor.AddComponent(text, Target(new SecretValue(SecretSource.Inline, "***"))), Cancel));

        Assert.Contains($"{Password} is hidden but has no stored value", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_in_a_file_is_read_again_with_each_edit_and_after_a_restart()
    {
        await using var broker = await RunningBroker.StartAsync();
        var file = Path.Combine(broker.Folder.Path, "password");
        await File.WriteAllTextAsync(file, "first\n", Cancel);
        await FlowEdits.ApplyAsync(
            broker.Folder, text => WithTrigger(_editor.AddComponent(text, Target(new SecretValue(SecretSource.File, file)))), Cancel);
        Assert.Equal("Basic " + Base64("me:first"), await DeliverAsync(broker));

        await File.WriteAllTextAsync(file, "second\n", Cancel);
        await FlowEdits.ApplyAsync(broker.Folder, text => FlowText.Parse(text + "# an edit of nothing\n"), Cancel);
        Assert.Equal("Basic " + Base64("me:second"), await DeliverAsync(broker));

        await File.WriteAllTextAsync(file, "third\n", Cancel);
        await broker.StopAsync();
        await broker.RestartAsync();
        Assert.Equal("Basic " + Base64("me:third"), await DeliverAsync(broker));
    }

    [Fact]
    public async Task A_missing_password_file_refuses_an_edit_and_at_a_start_keeps_only_its_own_target_from_running()
    {
        await using var broker = await RunningBroker.StartAsync();
        var file = Path.Combine(broker.Folder.Path, "password");
        FlowText Edit(FlowText text) => WithTrigger(_editor.AddComponent(text, Target(new SecretValue(SecretSource.File, file))));
        var error = await Assert.ThrowsAsync<ServerException>(() => FlowEdits.ApplyAsync(broker.Folder, Edit, Cancel));
        Assert.Matches($@"^line \d+, column \d+: CloudEventsTarget sink: {Password}: {file} does not exist$", error.Message);

        await File.WriteAllTextAsync(file, "there", Cancel);
        await FlowEdits.ApplyAsync(broker.Folder, Edit, Cancel);
        await broker.StopAsync();
        File.Delete(file);
        await broker.RestartAsync();
        Assert.Contains(
            $"sink | error: this target cannot be made; its events wait until it is repaired and the broker is restarted: line ",
            await File.ReadAllTextAsync(broker.Folder.LogPath, Cancel),
            StringComparison.Ordinal);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private ComponentConfig Target(SecretValue secret)
        => new(
            "sink",
            "CloudEventsTarget",
            MapValue.Of(("endpoint", Address), ("credentials.basicAuth.username", "me")).With(Password, secret));

    private FlowText WithTrigger(FlowText text)
        => _editor.AddTrigger(text, new TriggerConfig(
            "all", Wasmill.Events.Filters.FilterConfig.Everything, "sink", Wasmill.Broker.Policies.DeliveryPolicy.Default));

    private async Task<string> DeliverAsync(RunningBroker broker)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[
            ("specversion", "1.0"), ("id", Guid.NewGuid().ToString()), ("source", "/s"), ("type", "t"),
        ])
            request.Headers.Add($"ce-{name}", value);
        using var answer = await broker.Http.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
        return _seen.Take(Cancel);
    }
}
