using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Broker.Tests;
using Wasmill.Events;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Log.Tests.Golden;

/// <summary>
/// Writes the log folders of tests/Golden with the engine of this version, and beside each what must be found in it. It also compiles with
/// earlier versions (tests/golden.sh).
/// </summary>
public sealed class GoldenLogWriter
{
    private const string Variable = "WASMILL_GOLDEN";
    private const int Events = 60;

    private static readonly LogEngineOptions Small = new() { SegmentBytes = 2_000, CheckpointBytes = 3_000, ReserveBytes = 512 };

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private readonly JsonArray _events = [];
    private readonly JsonArray _letters = [];
    private readonly SortedDictionary<long, JsonObject> _open = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Golden_logs_are_written_on_demand()
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(string.IsNullOrEmpty(folder), $"{Variable} names no folder to write to");
        var living = Path.Combine(folder!, "log-clean");
        await using (var engine = LogEngine.Open(living, Small, _time, NullLogger.Instance))
        {
            await using var all = await engine.OpenFeedAsync("all", new FeedSpec(FilterConfig.OfType("*").Compile()), Cancel);
            await using var idle = await engine.OpenFeedAsync("idle", new FeedSpec(FilterConfig.OfType("a").Compile()), Cancel);
            await (await engine.OpenFeedAsync("deleted", new FeedSpec(FilterConfig.OfType("*").Compile()), Cancel)).DisposeAsync();
            for (var i = 1; i <= Events; i++)
                await StoreAsync(engine, i);
            await DeliverAsync(all);
            await engine.DeleteTriggerAsync("deleted", Cancel);
            await RemoveLetterAsync(engine);
            CopyTo(living, Path.Combine(folder!, "log-killed"));
        }

        foreach (var name in (string[])["log-clean", "log-killed"])
            await File.WriteAllTextAsync(
                Path.Combine(folder!, $"{name}.json"), Manifest().ToJsonString(new() { WriteIndented = false }) + "\n", Cancel);
    }

    private static void CopyTo(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)), overwrite: true);
    }

    private async Task StoreAsync(LogEngine engine, int number)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        var stored = new CloudEvent
        {
            Id = $"id-{number}",
            Source = "/golden",
            Type = "ab"[number % 2].ToString(),
            Subject = number % 3 == 0 ? $"subject {number}" : null,
            DataContentType = "application/json",
            HasData = number % 10 != 0,
            Data = number % 10 == 0 ? default : System.Text.Encoding.UTF8.GetBytes($"{{\"number\": {number}, \"text\": \"é\"}}"),
        };
        await engine.AppendAsync([new NewEvent(stored, null, 0) { Audience = number % 20 == 0 ? "idle" : null }], Cancel);
        Note(stored, number % 20 == 0 ? "idle" : null);
    }

    private void Note(CloudEvent stored, string? audience) => _events.Add(new JsonObject
    {
        ["position"] = _events.Count + 1L,
        ["id"] = stored.Id,
        ["type"] = stored.Type,
        ["subject"] = stored.Subject,
        ["audience"] = audience,
        ["data"] = stored.HasData ? Convert.ToBase64String(stored.Data.Span) : null,
    });

    // By number: every tenth waits for another attempt, every ninth is given up, every seventh is answered with a reply,
    // the last ten are not looked at.
    private async Task DeliverAsync(ITriggerFeed feed)
    {
        await foreach (var delivery in feed.PullAsync(Cancel))
        {
            var position = delivery.Event.Position;
            var letter = delivery.Event.Event;
            if (position % 9 == 0)
            {
                await delivery.FinishAsync(new AttemptOutcome.GivenUp(DeadLetterReason.Refused, $"400 no {position}", 400), [], Cancel);
                _letters.Add(new JsonObject
                {
                    ["number"] = _letters.Count + 1,
                    ["trigger"] = "all",
                    ["id"] = letter.Id,
                    ["reason"] = 2,
                    ["detail"] = $"400 no {position}",
                    ["status"] = 400,
                });
            }
            else if (position % 10 == 1)
            {
                await delivery.FinishAsync(
                    new AttemptOutcome.RetryAt(_time.GetUtcNow() + TimeSpan.FromMinutes(position), "503 later", 503)
                    {
                        Note = position % 20 == 1 ? $"note {position}" : null,
                    },
                    [],
                    Cancel);
                _open[position] = new JsonObject
                {
                    ["position"] = position,
                    ["attempt"] = 2,
                    ["failure"] = "503 later",
                    ["note"] = position % 20 == 1 ? $"note {position}" : null,
                };
            }
            else if (position % 7 == 0)
            {
                var reply = TestEvents.Event("reply", $"reply-{position}");
                await delivery.FinishAsync(
                    new AttemptOutcome.Delivered(), [new NewEvent(reply, new EventCause("all", position, 0), 1)], Cancel);
                Note(reply, null);
            }
            else
            {
                await delivery.FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
            }

            if (position >= Events - 10)
                break;
        }
    }

    private async Task RemoveLetterAsync(LogEngine engine)
    {
        Assert.Equal(1, await engine.DeadLetters.RemoveAsync([2], Cancel));
        _letters.RemoveAt(1);
    }

    // What "all" has yet to get: its retries, and what comes after the last that it was given.
    private JsonObject Manifest()
    {
        var rest = _events.Select(one => one!).Where(one => (long)one["position"]! > Events - 10 && (string?)one["audience"] is null)
            .Select(one => new JsonObject { ["position"] = (long)one["position"]!, ["attempt"] = 1, ["failure"] = null, ["note"] = null });
        var idle = _events.Select(one => one!)
            .Where(one => (string?)one["audience"] == "idle" || (string?)one["audience"] is null && (string)one["type"]! == "a")
            .Select(one => new JsonObject { ["position"] = (long)one["position"]!, ["attempt"] = 1, ["failure"] = null, ["note"] = null });
        return new JsonObject
        {
            ["events"] = _events.DeepClone(),
            ["deadLetters"] = _letters.DeepClone(),
            ["triggers"] = new JsonObject
            {
                ["all"] = new JsonArray(
                    [.. _open.Values.Select(open => open.DeepClone()).Concat(rest).OrderBy(one => (long)one["position"]!)]),
                ["idle"] = new JsonArray([.. idle]),
            },
        };
    }
}
