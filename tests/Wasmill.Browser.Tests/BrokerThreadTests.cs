using System.Text;
using Wasmill.Broker.Policies;
using Wasmill.Client;
using Wasmill.Connectors;
using Wasmill.Events.Filters;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Web;
using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

public sealed class BrokerThreadTests(Chromium chromium)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reply_that_a_broker_delivers_stands_below_the_event_that_it_replies_to()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await using var answering = await WebServer.StartAsync("127.0.0.1:0", 1 << 20, async context =>
        {
            var headers = context.Response.Headers;
            (headers["ce-specversion"], headers["ce-id"], headers["ce-source"], headers["ce-type"]) = ("1.0", "2", "/answers", "answered");
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync("{\"n\": 1.0}"u8.ToArray(), context.RequestAborted);
        }, Cancel);
        await using var broker = await RunningBroker.StartAsync();
        var editor = new FlowEditor(BuiltInKinds.ForEditing);
        await FlowEdits.ApplyAsync(broker.Folder, text =>
        {
            text = editor.AddComponent(text, Target("answering", answering.Address));
            text = editor.AddComponent(text, Target("display", tab.Address));
            text = editor.AddTrigger(text, new TriggerConfig("some", FilterConfig.OfType("asked"), "answering", DeliveryPolicy.Default));
            return editor.AddTrigger(text, new TriggerConfig("all", FilterConfig.Everything, "display", DeliveryPolicy.Default));
        }, Cancel);

        using var content = new StringContent(
            """{"specversion":"1.0","id":"1","source":"/questions","type":"asked","data":{}}""",
            Encoding.UTF8,
            "application/cloudevents+json");
        using var response = await broker.Http.PostAsync("", content, Cancel);
        Assert.Equal(202, (int)response.StatusCode);
        await Expect(tab.Row("answered")).ToContainTextAsync("└");
        await tab.Row("answered").ClickAsync();
        await Expect(tab.Detail.Locator(".sub")).ToContainTextAsync("from /answers, a reply to asked");
        await Expect(tab.Detail.Locator(".step")).ToHaveCountAsync(2);
    }

    private static ComponentConfig Target(string name, string address)
        => new(name, "CloudEventsTarget", MapValue.Of(("endpoint", address)));
}
