using System.Diagnostics;
using System.Globalization;
using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

/// <summary>1,000 events a second for ten seconds, with 10,000 held: the page stays at hand.</summary>
[Collection(nameof(Alone))]
public sealed class LoadTests(Chromium chromium)
{
    private const int Held = 10_000;
    private const int PerSecond = 1_000;
    private const int Batch = 20;
    private const int Seconds = 10;

    [Fact]
    public async Task A_thousand_events_a_second_leave_the_page_smooth_and_its_memory_bounded()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        using var http = new HttpClient();
        for (var i = 0; i < Held; i += 100)
            await tab.SendBatchAsync(http, i, 100);
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("10,000 received, all shown");
        await tab.Page.EvaluateAsync(
            """
            () => {
              window.long = [];
              window.gaps = [];
              const note = list => list.getEntries().forEach(task => window.long.push(task.duration));
              new PerformanceObserver(note).observe({ type: 'longtask' });
              let last = performance.now();
              const frame = now => {
                window.gaps.push(now - last);
                last = now;
                requestAnimationFrame(frame);
              };
              requestAnimationFrame(frame);
            }
            """);

        Directory.CreateDirectory(Checkout.Path("artifacts", "pages"));
        var clock = Stopwatch.StartNew();
        for (var sent = 0; sent < PerSecond * Seconds; sent += Batch)
        {
            await tab.SendBatchAsync(http, Held + sent, Batch);
            var due = TimeSpan.FromSeconds((double)(sent + Batch) / PerSecond) - clock.Elapsed;
            if (due > TimeSpan.Zero)
                await Task.Delay(due, TestContext.Current.CancellationToken);
            // In the middle of it, the page still answers.
            if (sent == PerSecond * Seconds / 2)
            {
                await tab.Page.Keyboard.PressAsync("j");
                await Expect(tab.Detail.Locator(".code .line").First).ToBeVisibleAsync();
            }
        }

        var rate = PerSecond * Seconds / clock.Elapsed.TotalSeconds;
        await Expect(tab.Page.Locator("#count")).ToContainTextAsync("20,000 received");
        await Expect(tab.Page.Locator("#count")).Not.ToContainTextAsync("missed");
        Assert.InRange(await tab.Page.Locator(".row").CountAsync(), 10, 60);
        var (frames, slowest, late) = (
            await tab.Page.EvaluateAsync<int>("() => window.gaps.length"),
            await tab.Page.EvaluateAsync<double>("() => Math.max(...window.gaps.slice(2))"),
            await tab.Page.EvaluateAsync<double[]>("() => window.long"));
        var measured = string.Create(
            CultureInfo.InvariantCulture,
            $"{rate:0} events/s for {Seconds} s, {frames} frames, the slowest after {slowest:0} ms, {late.Length} tasks over 50 ms\n");
        await File.WriteAllTextAsync(Checkout.Path("artifacts", "pages", "load.txt"), measured, TestContext.Current.CancellationToken);
        // Two cores with nothing else to do: 60 frames a second and no task over 50 ms. The bounds leave room for a busy machine.
        Assert.True(frames >= Seconds * 20, $"{frames} frames in {Seconds} s");
        Assert.True(late.All(task => task < 250) && late.Sum() < Seconds * 100, $"tasks over 50 ms: {string.Join(", ", late)}");
    }
}
