using System.Text;
using System.Text.Json;
using Wasmill.Events;
using Wasmill.Events.Http;
using Wasmill.Server.Display;

namespace Wasmill.Server.Tests;

/// <summary>Tests of the limits of a display.</summary>
public sealed class DisplayBoundTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void Payloads_of_a_mebibyte_are_kept_whole_until_they_are_64_MiB_together()
    {
        var store = new DisplayStore();
        for (var i = 1; i <= 200; i++)
            store.Add(Event(i, new byte[1 << 20]), Request, default);
        var kept = Kept(store);
        Assert.Equal(200, kept[^1].Number);
        Assert.All(kept, shown => Assert.Equal((1 << 20, null), (shown.Event.Data.Length, shown.Shortened)));
        Assert.InRange(kept.Count, 60, 64);
        Assert.InRange(store.Bytes, 60L << 20, DisplayStore.MostBytes);
    }

    [Fact]
    public void Small_events_are_bounded_in_number()
    {
        var store = new DisplayStore();
        for (var i = 1; i <= 15_000; i++)
            store.Add(Event(i, new byte[10]), Request, default);
        var kept = Kept(store);
        Assert.Equal((10_000, 5_001, 15_000), (kept.Count, kept[0].Number, kept[^1].Number));
    }

    [Fact]
    public void A_large_payload_is_shortened_with_its_size_and_no_character_is_cut()
    {
        var shown = DisplayedEvent.Of(
            1, default, Event(1, Encoding.UTF8.GetBytes("x" + string.Concat(Enumerable.Repeat("é", 4 << 20)))), Request);
        Assert.False(shown.Event.HasData);
        Assert.Equal(
            (1 + (8 << 20), (64 << 10) - 1, false), (shown.Shortened!.Bytes, shown.Shortened.ShownBytes, shown.Shortened.IsBinary));
        Assert.Equal("x" + new string('é', (32 << 10) - 1), shown.Shortened.Text);

        var binary = DisplayedEvent.Of(1, default, Event(1, Enumerable.Repeat((byte)0xFF, 2 << 20).ToArray()), Request).Shortened!;
        Assert.Equal((2 << 20, 64 << 10, true), (binary.Bytes, binary.ShownBytes, binary.IsBinary));
        Assert.Equal(64 << 10, Convert.FromBase64String(binary.Text).Length);
    }

    [Fact]
    public void A_payload_is_kept_without_the_batch_that_it_came_in()
    {
        var batch = new byte[16 << 20];
        var shown = DisplayedEvent.Of(1, default, Event(1, batch.AsMemory(5, 10)), Request);
        Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(shown.Event.Data, out var kept));
        Assert.Equal(10, kept.Array!.Length);
    }

    [Fact]
    public void Large_attributes_are_shortened_with_their_length()
    {
        var shown = DisplayedEvent.Of(
            1, default, Event(1, default) with { Extensions = [new ExtensionAttribute("big", new string('x', 1 << 20))] }, Request);
        Assert.Equal(new string('x', 1 << 10) + "... (1048576 characters)", shown.Event.Extensions[0].Value);
        Assert.InRange(shown.Size, 1, 16 << 10);
    }

    [Fact]
    public void A_batch_does_not_count_the_headers_of_its_request_for_each_event()
    {
        var headers = Enumerable.Range(0, 100).Select(i => new HeaderField($"x-{i}", new string('x', 250))).ToArray();
        var one = new DisplayedRequest("POST / HTTP/1.1", headers, MessageKind.Binary, default, 10, 1);
        var batch = new DisplayedRequest("POST / HTTP/1.1", headers, MessageKind.Batch, default, 10, 1_000);
        Assert.InRange(one.Size, 50_000, 70_000);
        Assert.InRange(batch.Size, 50, 70);
        Assert.Equal(
            one.Size - batch.Size,
            DisplayedEvent.Of(1, default, Event(1, default), one).Size - DisplayedEvent.Of(1, default, Event(1, default), batch).Size);
    }

    [Fact]
    public async Task Forty_events_of_8_MiB_leave_64_MiB_at_most_and_a_page_that_shows_them()
    {
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 1; i <= 40; i++)
        {
            using var content = new ByteArrayContent(Encoding.ASCII.GetBytes("\"" + new string((char)('a' + (i % 26)), 8 << 20) + "\""));
            foreach (var (name, value) in ((string, string)[])[
                ("ce-specversion", "1.0"), ("ce-id", $"{i}"), ("ce-source", "/s"), ("ce-type", "t"), ("content-type", "application/json"),
            ])
                content.Headers.Add(name, value);
            using var response = await http.PostAsync("", content, Cancel);
            Assert.Equal(202, (int)response.StatusCode);
        }

        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 150L << 20);
        using var stream = new StreamReader(await http.GetStreamAsync("events", Cancel));
        for (var i = 1; i <= 40; i++)
        {
            var line = await stream.ReadLineAsync(Cancel);
            while (!line!.StartsWith("data: ", StringComparison.Ordinal))
                line = await stream.ReadLineAsync(Cancel);
            using var shown = JsonDocument.Parse(line["data: ".Length..]);
            Assert.Equal(i, shown.RootElement.GetProperty("number").GetInt64());
            Assert.Equal($"{i}", shown.RootElement.GetProperty("attributes").GetProperty("id").GetString());
            var data = shown.RootElement.GetProperty("data");
            Assert.Equal((8 << 20) + 2, data.GetProperty("bytes").GetInt64());
            Assert.StartsWith("\"" + (char)('a' + (i % 26)), data.GetProperty("text").GetString(), StringComparison.Ordinal);
        }
    }

    private static List<DisplayedEvent> Kept(DisplayStore store)
    {
        var kept = new List<DisplayedEvent>();
        while (store.After(kept.Count == 0 ? 0 : kept[^1].Number) is { } shown)
            kept.Add(shown);
        return kept;
    }

    private static DisplayedRequest Request { get; } = new("POST / HTTP/1.1", [], MessageKind.Binary, default, 0, 1);

    private static CloudEvent Event(int id, ReadOnlyMemory<byte> data)
        => new() { Id = $"{id}", Source = "/s", Type = "t", HasData = true, Data = data };
}
