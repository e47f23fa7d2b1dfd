using System.Text.Json;
using Wasmill.Client;
using Wasmill.Client.Home;

namespace Wasmill.Server.Tests.Processes;

/// <summary>A broker's settings choose the format of its log.</summary>
public sealed class LogFormatsTests
{
    [Fact]
    public async Task A_broker_logs_JSON_when_its_settings_say_so()
    {
        await using var broker = await RunningBroker.StartAsync(
            options => options with { Settings = options.Folder.ReadSettings() with { LogFormat = LogFormatNames.Json } });
        await broker.StopAsync();
        var entries = (await File.ReadAllLinesAsync(broker.Folder.LogPath, TestContext.Current.CancellationToken))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToList();
        Assert.Equal(["Serving", "Stopping", "Stopped"], entries.Select(entry => entry.GetProperty("eventName").GetString()));
        Assert.Equal(broker.Http.BaseAddress!.ToString().TrimEnd('/'), entries[0].GetProperty("fields").GetProperty("url").GetString());
        Assert.All(entries, entry => Assert.Equal("b", entry.GetProperty("component").GetString()));
    }

    [Fact]
    public async Task Another_format_is_refused()
    {
        var error = await Assert.ThrowsAsync<ServerException>(async () =>
        {
            await using var broker = await RunningBroker.StartAsync(options => options with
            {
                Settings = options.Folder.ReadSettings() with { LogFormat = "xml" },
            });
        });
        Assert.Equal("\"xml\" is not a valid log format (logFormat in broker.json); use text or json", error.Message);
    }
}
