using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

/// <summary>Tests of the list of events: rows, threads, filter, pause, keys.</summary>
public sealed class ListTests(Chromium chromium)
{
    [Fact]
    public async Task An_event_is_a_row_the_newest_on_top()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await Expect(tab.Page.Locator("#empty")).ToContainTextAsync($"curl {tab.Address}");
        await Expect(tab.Page.Locator("#empty")).ToContainTextAsync($"--endpoint {tab.Address}");
        await tab.SendAsync("order.created", "1", """{"n": 1}""", ("ce-subject", "order/1"));
        await tab.SendAsync("order.paid", "2", null);
        await Expect(tab.Row("order.created")).ToContainTextAsync("/shop");
        await Expect(tab.Row("order.created")).ToContainTextAsync("order/1");
        await Expect(tab.Row("order.created")).ToContainTextAsync("8 B");
        await Expect(tab.Page.Locator("#empty")).ToBeHiddenAsync();
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("2 received, all shown");
        Assert.True(await TopAsync(tab, "order.paid") < await TopAsync(tab, "order.created"));
        Assert.Equal("Events - Wasmill", await tab.Page.TitleAsync());
    }

    [Theory]
    [InlineData("wasmill-event", "b/1", "wasmill-cause", "b/1", "wasmill-event", "b/2")]
    [InlineData("x-nothing", "1", "ce-causationid", "1", "x-nothing", "2")]
    public async Task A_reply_stands_below_its_cause_and_the_detail_draws_the_thread(
        string place, string value, string cause, string causeValue, string replyPlace, string replyValue)
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("asked", "1", "{}", (place, value));
        await tab.SendAsync("other", "x");
        await tab.SendAsync("answered", "2", "{}", (cause, causeValue), (replyPlace, replyValue));
        await Expect(tab.Row("answered")).ToContainTextAsync("└");
        Assert.True(await TopAsync(tab, "other") < await TopAsync(tab, "asked"));
        Assert.Equal(32, await TopAsync(tab, "answered") - await TopAsync(tab, "asked"));

        await tab.Row("answered").ClickAsync();
        await Expect(tab.Detail.Locator(".sub")).ToContainTextAsync("from /shop, a reply to asked");
        await Expect(tab.Detail.Locator(".step")).ToHaveCountAsync(2);
        await Expect(tab.Row("asked")).ToHaveClassAsync("row thread");
        await tab.Detail.Locator(".step").First.ClickAsync();
        await Expect(tab.Detail.Locator("h2")).ToHaveTextAsync("asked");
        await tab.SendAsync("answered.too", "3", "{}", (cause, causeValue));
        await Expect(tab.Detail.Locator(".step")).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task A_reply_that_comes_before_its_cause_is_linked_when_that_comes()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("answered", "2", "{}", ("wasmill-cause", "b/1"), ("wasmill-event", "b/2"));
        await Expect(tab.Row("answered")).ToContainTextAsync("↳");
        await tab.SendAsync("asked", "1", "{}", ("wasmill-event", "b/1"));
        await Expect(tab.Row("answered")).ToContainTextAsync("└");
        Assert.Equal(32, await TopAsync(tab, "answered") - await TopAsync(tab, "asked"));
    }

    [Fact]
    public async Task The_filter_counts_and_says_when_nothing_matches()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        for (var i = 0; i < 5; i++)
            await tab.SendAsync(i % 2 == 0 ? "even" : "odd", $"{i}", $$"""{"Number": "No {{i}}"}""");
        await Expect(tab.Page.Locator(".facet")).ToHaveTextAsync(["All5", "even3", "odd2"]);
        await tab.Page.Locator("#filter").FillAsync("no 2");
        await Expect(tab.Page.Locator(".facet")).ToHaveTextAsync(["All1", "even1", "odd0"]);
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(1);
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("5 received, 1 shown, 4 filtered out");
        await tab.Page.Locator(".facet", new PageLocatorOptions { HasText = "odd" }).ClickAsync();
        await Expect(tab.Page.Locator("#empty")).ToContainTextAsync("No odd contains “no 2”");
        await Expect(tab.Page.Locator("#empty")).ToContainTextAsync("hides 5 events");
        await tab.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Show all" }).ClickAsync();
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(5);
        await tab.Page.Locator(".facet", new PageLocatorOptions { HasText = "odd" }).ClickAsync();
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task While_paused_new_events_wait_and_what_is_cleared_can_be_brought_back()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("one", "1");
        await Expect(tab.Row("one")).ToBeVisibleAsync();
        await tab.Page.Keyboard.PressAsync("p");
        await Expect(tab.Page.Locator("#state")).ToContainTextAsync("paused");
        await tab.SendAsync("two", "2");
        await Expect(tab.Page.Locator("#new")).ToHaveTextAsync("1 new");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(1);
        await tab.Page.Locator("#pause").ClickAsync();
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(2);

        await tab.Page.Locator("#clear").ClickAsync();
        await Expect(tab.Page.Locator("#toast")).ToContainTextAsync("2 events cleared");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(0);
        await tab.SendAsync("three", "3");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(1);
        await tab.Page.GetByText("Undo").ClickAsync();
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(3);
        await tab.Page.Locator("#clear").ClickAsync();
        await tab.Page.ReloadAsync();
        await tab.SendAsync("four", "4");
        await Expect(tab.Row("four")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task While_one_reads_further_down_new_events_wait_and_nothing_moves()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        using var http = new HttpClient();
        await tab.SendBatchAsync(http, 1, 200);
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("200 received, all shown");
        await tab.Page.Locator("#list").EvaluateAsync("list => list.scrollTop = 1600");
        await Expect(tab.Page.Locator(".row", new PageLocatorOptions { HasText = "/load/1" })).Not.ToHaveCountAsync(0);
        var before = await VisibleAsync(tab);
        await tab.SendBatchAsync(http, 201, 50);
        await Expect(tab.Page.Locator("#new")).ToHaveTextAsync("50 new");
        Assert.Equal(before, await VisibleAsync(tab));
        await tab.Page.Locator("#new").ClickAsync();
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("250 received, all shown");
        await Expect(tab.Page.Locator("#new")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Keys_do_what_the_pointer_does()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        foreach (var type in (string[])["one", "two", "three"])
            await tab.SendAsync(type, type, """{"a": 1}""");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(3);
        var keyboard = tab.Page.Keyboard;
        await keyboard.PressAsync("j");
        await Expect(tab.Detail.Locator("h2")).ToHaveTextAsync("three");
        await keyboard.PressAsync("j");
        await keyboard.PressAsync("j");
        await Expect(tab.Detail.Locator("h2")).ToHaveTextAsync("one");
        await keyboard.PressAsync("k");
        await Expect(tab.Page.Locator("[aria-selected=true].row")).ToContainTextAsync("two");
        await keyboard.PressAsync("Enter");
        await Expect(tab.Detail).ToBeFocusedAsync();
        await keyboard.PressAsync("2");
        await Expect(tab.Detail.GetByRole(AriaRole.Tabpanel)).ToContainTextAsync("specversion");
        await keyboard.PressAsync("/");
        await Expect(tab.Page.Locator("#filter")).ToBeFocusedAsync();
        await keyboard.TypeAsync("jk?");
        await Expect(tab.Page.Locator("#filter")).ToHaveValueAsync("jk?");
        await keyboard.PressAsync("Escape");
        await Expect(tab.Page.Locator("#filter")).ToHaveValueAsync("");
        await keyboard.PressAsync("Escape");
        await keyboard.PressAsync("?");
        await Expect(tab.Page.Locator("#help")).ToContainTextAsync("pause, resume");
        await keyboard.PressAsync("?");
        await Expect(tab.Page.Locator("#help")).ToBeHiddenAsync();
        await keyboard.PressAsync("c");
        await Expect(tab.Page.Locator("#toast")).ToHaveTextAsync("Payload copied");
        Assert.Equal("""{"a": 1}""", await tab.ClipboardAsync());
    }

    [Fact]
    public async Task A_link_leads_to_its_event_on_a_page_that_is_opened_anew()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("one", "a/b#1", "{}", ("ce-source", "//x/y?z"));
        await tab.SendAsync("two", "2");
        await tab.Row("one").ClickAsync();
        await tab.Detail.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Link" }).ClickAsync();
        await Expect(tab.Page.Locator("#toast")).ToHaveTextAsync("Link copied");
        var link = await tab.ClipboardAsync();
        Assert.Equal(link, tab.Page.Url);
        await tab.Page.GotoAsync("about:blank");
        await tab.Page.GotoAsync(link);
        await Expect(tab.Detail.Locator("h2")).ToHaveTextAsync("one");
        await tab.Page.GotoAsync("about:blank");
        await tab.Page.GotoAsync(tab.Address + "#/gone/9");
        await Expect(tab.Detail).ToContainTextAsync("The event 9 from gone is not held");
    }

    [Fact]
    public async Task On_a_telephone_the_detail_slides_over_the_list_and_back()
    {
        await using var tab = await DisplayTab.OpenAsync(
            chromium, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 390, Height = 700 }, HasTouch = true });
        await tab.SendAsync("one", "1");
        await Expect(tab.Detail).Not.ToBeVisibleAsync();
        await tab.Row("one").TapAsync();
        await Expect(tab.Detail.Locator("h2")).ToBeInViewportAsync();
        Assert.Equal(390, (await tab.Detail.BoundingBoxAsync())!.Width);
        await tab.Detail.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Events" }).TapAsync();
        await Expect(tab.Detail).Not.ToBeVisibleAsync();
        await Expect(tab.Row("one")).ToBeVisibleAsync();
    }

    private static async Task<float> TopAsync(DisplayTab tab, string text)
        => (await tab.Page.Locator(".row", new PageLocatorOptions { Has = tab.Page.GetByText(text, new() { Exact = true }) })
            .First.BoundingBoxAsync())!.Y;

    private static Task<string> VisibleAsync(DisplayTab tab) => tab.Page.EvaluateAsync<string>(
        """
        () => [...document.querySelectorAll('.row')]
          .map(row => ({ top: row.getBoundingClientRect().top, id: row.id }))
          .sort((one, other) => one.top - other.top).map(row => `${row.id}@${row.top}`).join()
        """);
}
