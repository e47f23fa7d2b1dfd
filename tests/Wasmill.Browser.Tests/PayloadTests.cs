using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

/// <summary>Tests of how a payload is shown: as its bytes came.</summary>
public sealed class PayloadTests(Chromium chromium)
{
    private const string Numbers = """{"serial":12345678901234567890, "ratio" : 1.0,"big":1e3,"deep":{"list":[1,[],{}],"e":"\u0041"}}""";

    [Fact]
    public async Task Numbers_escapes_and_the_order_of_keys_stay_as_they_came()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("t", "1", Numbers);
        await tab.Row("t").ClickAsync();
        Assert.Equal(
            """
            {
              "serial": 12345678901234567890,
              "ratio": 1.0,
              "big": 1e3,
              "deep": {
                "list": [
                  1,
                  [],
                  {}
                ],
                "e": "\u0041"
              }
            }
            """.ReplaceLineEndings("\n"),
            await CodeAsync(tab));
        await Expect(tab.Detail.Locator(".code .n").First).ToHaveTextAsync("12345678901234567890");
        await PressAsync(tab, "As it came");
        Assert.Equal(Numbers, await CodeAsync(tab));
        await PressAsync(tab, "Copy payload");
        await Expect(tab.Page.Locator("#toast")).ToHaveTextAsync("Payload copied");
        Assert.Equal(Numbers, await tab.ClipboardAsync());
    }

    [Fact]
    public async Task Formatting_changes_nothing_but_the_space_between_the_tokens()
    {
        // So high that all lines are drawn.
        await using var tab = await DisplayTab.OpenAsync(
            chromium, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 6_000 } });
        var random = new Random(1);
        for (var i = 0; i < 8; i++)
        {
            var json = RandomJson(random, 5);
            await tab.SendAsync($"t{i}", $"{i}", json);
            await tab.Row($"t{i}").ClickAsync();
            await Expect(tab.Detail.Locator("h2")).ToHaveTextAsync($"t{i}");
            var shown = await CodeAsync(tab);
            Assert.Equal(Squeeze(json), Squeeze(shown));
            using var _ = JsonDocument.Parse(shown);
        }
    }

    [Fact]
    public async Task What_is_opened_is_folded_and_the_search_unfolds_what_it_finds()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("t", "1", Numbers);
        await tab.Row("t").ClickAsync();
        await PressAsync(tab, "Fold");
        Assert.Contains("\"deep\": { 6 lines \n  }\n}", await CodeAsync(tab), StringComparison.Ordinal);
        await tab.Page.Keyboard.PressAsync("f");
        await tab.Page.Keyboard.TypeAsync("E");
        await Expect(tab.Detail.Locator("output")).ToHaveTextAsync("1 of 5");
        for (var i = 0; i < 4; i++)
            await tab.Page.Keyboard.PressAsync("Enter");
        await Expect(tab.Detail.Locator("output")).ToHaveTextAsync("5 of 5");
        await Expect(tab.Detail.Locator("mark.now")).ToHaveTextAsync("e");
        Assert.Contains("\"e\": \"\\u0041\"", await CodeAsync(tab), StringComparison.Ordinal);
        await tab.Detail.Locator(".find input").FillAsync("nothing");
        await Expect(tab.Detail.Locator("output")).ToHaveTextAsync("none");
    }

    [Fact]
    public async Task Broken_JSON_says_so_and_where()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("t", "1", "{\"a\": [1, 2");
        await Expect(tab.Row("t")).ToContainTextAsync("broken JSON");
        await tab.Row("t").ClickAsync();
        await Expect(tab.Detail.Locator(".note")).ToContainTextAsync("a syntax error in line 1, byte 12");
        Assert.Equal("{\"a\": [1, 2", await CodeAsync(tab));
    }

    [Fact]
    public async Task Binary_data_says_its_size_and_is_shown_as_bytes()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("t", "1", [.. Enumerable.Range(0, 2_048).Select(i => (byte)i)], "image/png");
        await Expect(tab.Row("t")).ToContainTextAsync("binary");
        await Expect(tab.Row("t")).ToContainTextAsync("2.0 KB");
        await tab.Row("t").ClickAsync();
        await Expect(tab.Detail.Locator(".note")).ToHaveTextAsync("2.0 KB of binary data (image/png)");
        await Expect(tab.Detail.Locator(".code .line").First).ToHaveTextAsync("00000000 01 02 03 04 05 06 07   ........");
        await Expect(tab.Detail.Locator(".code .line").Nth(8)).ToHaveTextAsync("00004040 41 42 43 44 45 46 47   @ABCDEFG");
    }

    [Fact]
    public async Task Markup_in_an_event_is_text_everywhere()
    {
        const string Markup = "<img src=x onerror=document.title='run'><script>document.title='run'</script>";
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync(
            Markup, "<b>1</b>", $$"""{"a": "{{Markup}}"}""", ("ce-subject", Markup), ("x-header", Markup));
        await tab.SendAsync(Markup, "2", Encoding.UTF8.GetBytes(Markup), "text/html", ("ce-source", "javascript:alert(1)"));
        foreach (var row in (int[])[0, 1])
        {
            await tab.Page.Locator(".row").Nth(row).ClickAsync();
            foreach (var name in (string[])["Attributes", "Raw request", "Data"])
            {
                await tab.Detail.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = name }).ClickAsync();
                await Expect(tab.Detail).ToContainTextAsync("<");
            }

            await tab.Detail.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Send again" }).ClickAsync();
            await Expect(tab.Detail).ToContainTextAsync("curl");
            await tab.Detail.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = "Data" }).ClickAsync();
        }

        await tab.Page.Locator("#filter").FillAsync("<script>");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(2);
        await tab.Page.Locator("#filter").FillAsync("<script>nothing");
        await Expect(tab.Page.Locator("#empty")).ToContainTextAsync("<script>nothing");
        Assert.Equal("Events - Wasmill", await tab.Page.TitleAsync());
        Assert.Equal(0, await tab.Page.Locator("main img, main script, main b b, main a[href^=javascript]").CountAsync());
    }

    [Fact]
    public async Task A_payload_of_a_megabyte_is_drawn_at_once_and_a_larger_one_is_cut_with_a_note()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        var list = string.Join(',', Enumerable.Range(0, 60_000).Select(i => $"{{\"n\":{i}.0}}"));
        await tab.SendAsync("whole", "1", $"[{list}]");
        await tab.SendAsync("cut", "2", "\"" + new string('x', 2 << 20) + "\"");
        await tab.Row("whole").ClickAsync();
        await Expect(tab.Detail.Locator(".code .line").Nth(1)).ToContainTextAsync("{");
        Assert.InRange(await tab.Detail.Locator(".code .line").CountAsync(), 5, 200);
        await tab.Detail.Locator(".find input").FillAsync("59999.0");
        await Expect(tab.Detail.Locator("mark.now")).ToHaveTextAsync("59999.0");
        await tab.Row("cut").ClickAsync();
        await Expect(tab.Detail.Locator(".note")).ToContainTextAsync("The first 64 KB of 2.0 MB");
    }

    [Fact]
    public async Task The_request_is_shown_with_its_headers()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("t", "1", Numbers, ("x-note", "as it came"), ("authorization", "Bearer secret"));
        await tab.Row("t").ClickAsync();
        await tab.Page.Keyboard.PressAsync("3");
        var text = await tab.Detail.Locator(".text").TextContentAsync();
        Assert.StartsWith("POST / HTTP/1.1\n", text, StringComparison.Ordinal);
        Assert.Contains("\nx-note: as it came\n", text, StringComparison.Ordinal);
        Assert.Contains("\nAuthorization: (hidden)\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\n\n" + Numbers, text, StringComparison.Ordinal);
    }

    // A document with space wherever JSON allows it, and none in its texts.
    private static string RandomJson(Random random, int depth)
    {
        string[] plain =
        [
            "0", "-0.0", "1E+400", "0.10", "123456789012345678901234567890", "true", "null",
            "\"\"", "\"{\\\"[,]:\\\\\"", "\"\\u00e9\\ud83d\\ude00\"",
        ];
        string[] spaces = ["", " ", "\n", "\t \r\n"];
        string Space() => spaces[random.Next(spaces.Length)];
        if (depth == 0 || random.Next(4) == 0)
            return Space() + plain[random.Next(plain.Length)] + Space();
        var isObject = random.Next(2) == 0;
        var members = Enumerable.Range(0, random.Next(5)).Select(i =>
            isObject ? $"{Space()}\"k{i % 2}\"{Space()}:{RandomJson(random, depth - 1)}" : RandomJson(random, depth - 1));
        var inner = string.Join(',', members);
        inner = inner.Length == 0 ? Space() : inner;
        return Space() + (isObject ? $"{{{inner}}}" : $"[{inner}]") + Space();
    }

    private static string Squeeze(string json) => string.Concat(json.Where(character => !char.IsWhiteSpace(character)));

    private static Task PressAsync(DisplayTab tab, string name)
        => tab.Detail.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = name, Exact = true }).ClickAsync();

    // The text of the lines from the top down, without their numbers.
    private static Task<string> CodeAsync(DisplayTab tab) => tab.Page.EvaluateAsync<string>(
        """
        () => {
          const top = line => line.getBoundingClientRect().top;
          const lines = [...document.querySelectorAll('.code .line')].sort((one, other) => top(one) - top(other));
          const isNew = line => line.querySelector('.gutter') !== null;
          const text = line => [...line.childNodes]
            .filter(node => !/gutter|^fold$/.test(node.className ?? '')).map(node => node.textContent).join('');
          return lines.map((line, i) => (i > 0 && isNew(line) ? '\n' : '') + text(line)).join('');
        }
        """);
}
