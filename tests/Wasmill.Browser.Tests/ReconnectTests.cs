using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

public sealed class ReconnectTests(Chromium chromium)
{
    [Fact]
    public async Task What_the_page_has_stays_when_the_display_is_restarted_and_new_events_come()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("before", "1", """{"n": 1.0}""");
        await tab.SendAsync("before", "2");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(2);
        await tab.RestartAsync(async () =>
        {
            await Expect(tab.Page.Locator("#state")).ToContainTextAsync("not connected, trying again");
            await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(2);
        });
        await Expect(tab.Page.Locator("#state")).ToContainTextAsync("live at");
        await tab.SendAsync("after", "3");
        await Expect(tab.Row("after")).ToBeVisibleAsync();
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(3);
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("3 received, all shown");
        await tab.Row("before").ClickAsync();
        await Expect(tab.Detail.Locator(".code")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_page_that_is_opened_late_gets_what_the_display_holds()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium, opens: false);
        await tab.SendAsync("early", "1");
        await tab.Page.GotoAsync(tab.Address);
        await Expect(tab.Row("early")).ToBeVisibleAsync();
        await tab.Page.ReloadAsync();
        await Expect(tab.Page.Locator("#count")).ToHaveTextAsync("1 received, all shown");
    }
}
