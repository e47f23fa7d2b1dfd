using System.Net.Http.Json;
using System.Text;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class DisplayCommandTests
{
    [Theory]
    [InlineData("text", "  id: e1\n")]
    [InlineData("line", " t                         /s                 -\n")]
    [InlineData("json", "\"id\":\"e1\"")]
    public async Task Events_are_shown_until_Ctrl_C(string output, string shown)
    {
        await using var rig = new CommandRig();
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var display = rig.Start("display", "--listen", address, "-o", output);
        await display.WaitForErrorAsync($"http://{address}/");
        using var http = new HttpClient();
        using var content = new StringContent(
            """{"specversion":"1.0","id":"e1","source":"/s","type":"t"}""", Encoding.UTF8, "application/cloudevents+json");
        using var answer = await http.PostAsync(new Uri($"http://{address}/"), content, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, answer.ToString());
        await display.WaitForAsync(shown);
        (await display.InterruptAsync()).Succeeded();
    }

    [Fact]
    public async Task An_address_that_is_taken_is_named()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var taken = new Uri(sink.Address).Authority;
        (await rig.RunAsync("display", "--listen", taken)).Failed(1, taken);
    }

    [Theory]
    [InlineData(1, "nowhere", "--listen nowhere")]
    [InlineData(2, "mill.example:80", "--allow-host mill.example:80")]
    public async Task What_is_wrong_is_told(int code, string reason, string words)
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync(["display", .. words.Split(' ')])).Failed(code, reason);
    }
}
