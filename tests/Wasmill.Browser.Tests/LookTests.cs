using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

/// <summary>
/// How the page looks, light and dark, from a telephone to 4K: nothing is cut off, every text can be read, and pictures are left in
/// <c>artifacts/pages</c> for people to look at.
/// </summary>
public sealed class LookTests(Chromium chromium)
{
    private const double LeastContrast = 4.5;

    public static TheoryData<string, ColorScheme, int, int> Windows => new()
    {
        { "display-light", ColorScheme.Light, 1280, 760 },
        { "display-dark", ColorScheme.Dark, 1280, 760 },
        { "display-narrow", ColorScheme.Light, 390, 700 },
        { "display-narrow-dark", ColorScheme.Dark, 390, 700 },
        { "display-tablet", ColorScheme.Light, 820, 1180 },
        { "display-4k", ColorScheme.Dark, 3840, 2160 },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public async Task Every_text_can_be_read_and_nothing_is_cut_off(string name, ColorScheme scheme, int width, int height)
    {
        await using var tab = await DisplayTab.OpenAsync(chromium, new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            TimezoneId = "UTC",
        });
        await CheckAsync(tab, name + "-empty");
        await SendAsync(tab);
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(8);
        await CheckAsync(tab, name + "-list");

        await tab.Row("io.wasm.event.transformed").ClickAsync();
        await Expect(tab.Detail.Locator(".code .line").First).ToBeVisibleAsync();
        await CheckAsync(tab, name);
        await tab.Detail.Locator(".find input").FillAsync("w");
        await CheckAsync(tab, name + "-found");
        await tab.Page.Keyboard.PressAsync("Escape");
        foreach (var (key, tabName) in ((string, string)[])[("2", "attributes"), ("3", "request"), ("4", "again")])
        {
            await tab.Page.Keyboard.PressAsync(key);
            await CheckAsync(tab, $"{name}-{tabName}");
        }

        await tab.Page.Keyboard.PressAsync("1");
        foreach (var (text, label) in ((string, string)[])[("image.uploaded", "binary"), ("/shop/9", "broken")])
        {
            await tab.Page.Keyboard.PressAsync("Escape");
            // On a telephone the source is not shown, but the row is there.
            await tab.Page.EvaluateAsync(
                "text => [...document.querySelectorAll('.row')].find(row => row.textContent.includes(text))"
                    + ".dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse', button: 0 }))",
                text);
            await Expect(tab.Detail.Locator(".note")).ToBeVisibleAsync();
            await CheckAsync(tab, $"{name}-{label}");
        }

        await tab.Page.Keyboard.PressAsync("Escape");
        await tab.Page.Locator("#filter").FillAsync("nothing has this");
        await Expect(tab.Page.Locator("#empty")).ToBeVisibleAsync();
        await CheckAsync(tab, name + "-nothing");
    }

    [Fact]
    public async Task The_icon_has_a_dot_while_events_came_that_nobody_saw()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await Expect(tab.Page.Locator("#icon")).ToHaveAttributeAsync("href", "icon.svg");
        await HideAsync(tab, true);
        await tab.SendAsync("t", "1");
        await tab.SendAsync("t", "2");
        await Expect(tab.Page).ToHaveTitleAsync("Events (2) - Wasmill");
        await Expect(tab.Page.Locator("#icon")).ToHaveAttributeAsync("href", "icon-new.svg");
        await HideAsync(tab, false);
        await Expect(tab.Page).ToHaveTitleAsync("Events - Wasmill");
        await Expect(tab.Page.Locator("#icon")).ToHaveAttributeAsync("href", "icon.svg");
    }

    // A tab in the background cannot be had without a window.
    private static async Task HideAsync(DisplayTab tab, bool isHidden) => await tab.Page.EvaluateAsync(
        """
        hidden => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
          document.dispatchEvent(new Event('visibilitychange'));
        }
        """,
        isHidden);

    private static async Task SendAsync(DisplayTab tab)
    {
        await tab.SendAsync(
            "image.uploaded", "i1", [.. Enumerable.Range(0, 48_640).Select(i => (byte)i)], "image/png",
            ("ce-source", "//cam/4"), ("ce-subject", "front-door.png"));
        await tab.SendAsync("order.created", "o9", "{\"order\": 9, \"lines\": [", ("ce-source", "/shop/9"), ("ce-subject", "order/9"));
        foreach (var i in (int[])[1, 3])
        {
            await tab.SendAsync(
                "io.wasm.event", $"c{i}", """{"hi":"world"}""", ("ce-source", "wasmill-cli"), ("wasmill-event", $"b/{i}"));
            await tab.SendAsync(
                "io.wasm.event.transformed", $"6e26f634c49b5ca8d65524a921494d6{i}",
                """{"hi":"world","hello":"wasm","serial":12345678901234567890,"ratio":1.0,"ok":true}""",
                ("ce-source", "spin-app"), ("ce-time", "2026-11-29T00:54:36.631690Z"),
                ("wasmill-event", $"b/{i + 1}"), ("wasmill-cause", $"b/{i}"));
        }

        await tab.SendAsync("order.paid", "p1", """{"order": 1, "sum": "198.00"}""", ("ce-source", "/shop/1"), ("ce-subject", "order/1"));
        await tab.SendAsync("order.created", "o2", """{"order": 2}""", ("ce-source", "/shop/2"), ("ce-subject", "order/2"));
    }

    private static async Task CheckAsync(DisplayTab tab, string name)
    {
        await tab.Page.Mouse.MoveAsync(1, 1);
        // The next frame has what the last action changed.
        await tab.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await tab.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Checkout.Path("artifacts", "pages", name + ".png") });
        var (width, content) = (
            await tab.Page.EvaluateAsync<int>("() => innerWidth"),
            await tab.Page.EvaluateAsync<int>("() => Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"));
        Assert.True(content <= width, $"{name}: the page is {content} pixels wide in a window of {width}");
        Assert.Equal("", await tab.Page.EvaluateAsync<string>(Contrast, LeastContrast));
    }

    // The visible texts whose contrast with the surfaces behind them is too small (WCAG 2.2, 1.4.3).
    private const string Contrast =
        """
        least => {
          const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
          const rgba = color => {
            canvas.clearRect(0, 0, 1, 1);
            canvas.fillStyle = color;
            canvas.fillRect(0, 0, 1, 1);
            const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
            return [r, g, b, a / 255];
          };
          const over = (top, bottom) => [0, 1, 2].map(i => top[i] * top[3] + bottom[i] * (1 - top[3])).concat(1);
          const surface = element => {
            const layers = [];
            for (let at = element; at; at = at.parentElement) {
              layers.push(rgba(getComputedStyle(at).backgroundColor));
              if (layers.at(-1)[3] === 1) break;
            }
            return layers.reduceRight((below, layer) => over(layer, below), [255, 255, 255, 1]);
          };
          const luminance = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map(value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const wrong = new Set();
          const check = (element, color, text) => {
            const back = surface(element), [one, other] = [luminance(over(rgba(color), back)), luminance(back)].sort((a, b) => b - a);
            const ratio = (one + 0.05) / (other + 0.05);
            if (ratio < least) wrong.add(`${ratio.toFixed(2)} "${text.trim().slice(0, 30)}" ${element.tagName} ${element.className}`);
          };
          const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          for (let text = texts.nextNode(); text; text = texts.nextNode()) {
            const element = text.parentElement;
            const isVisible = text.data.trim() !== '' && element.checkVisibility({ visibilityProperty: true });
            if (isVisible) check(element, getComputedStyle(element).color, text.data);
          }
          for (const input of document.querySelectorAll('input')) {
            if (!input.checkVisibility()) continue;
            const { color } = input.value ? getComputedStyle(input) : getComputedStyle(input, '::placeholder');
            check(input, color, input.value || input.placeholder);
          }
          return [...wrong].join('\n');
        }
        """;
}
