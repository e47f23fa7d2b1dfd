using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Wasmill.Browser.Tests.Chromium))]

namespace Wasmill.Browser.Tests;

/// <summary>The browser, started by the first test that needs it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly Lazy<Task<(IPlaywright Playwright, IBrowser Browser)>> _started = new(StartAsync);

    /// <summary>Opens a new window with a memory of its own; skips the test where there is no Chromium.</summary>
    public async Task<IPage> OpenAsync(BrowserNewContextOptions? options = null)
    {
        Assert.SkipUnless(Find() is not null, "Chromium is not installed (apt install chromium), and CHROMIUM_PATH does not name it");
        var context = await (await _started.Value).Browser.NewContextAsync(options ?? new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1280, Height = 760 },
        });
        await context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        return await context.NewPageAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_started.IsValueCreated)
            return;
        var (playwright, browser) = await _started.Value;
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static async Task<(IPlaywright, IBrowser)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        // Without its sandbox, which root cannot have: it reads pages of these tests alone.
        return (playwright, await playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = Find(), Args = ["--no-sandbox"] }));
    }

    private static string? Find()
        => Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } named ? named : Array.Find(Places, File.Exists);
}
