using System.Text;
using Wasmill.Client.Text;
using Wasmill.Events;

namespace Wasmill.Client.Tests;

public sealed class EventSummaryTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 29, 12, 54, 36, 631, TimeSpan.Zero);

    [Theory]
    [InlineData("{\"hi\": \"world\"}", "12:54:36.631 io.wasm.event.transformed spin-app        15 B {\"hi\": \"world\"}\n")]
    [InlineData(
        "{\n  \"n\": 12345678901234567890\n}",
        "12:54:36.631 io.wasm.event.transformed spin-app        31 B { \"n\": 123456789012…\n")]
    [InlineData("\u001b[2J\n\r\nx", "12:54:36.631 io.wasm.event.transformed spin-app         8 B \uFFFD[2J x\n")]
    [InlineData("", "12:54:36.631 io.wasm.event.transformed spin-app         0 B\n")]
    public void An_event_is_one_line(string data, string line)
        => Assert.Equal(line, EventSummary.Format(Event with { Data = Encoding.UTF8.GetBytes(data) }, Time));

    [Fact]
    public void Whatever_an_event_has_its_line_has_80_columns_at_most()
    {
        var line = EventSummary.Format(
            Event with { Type = new string('t', 200), Source = "/" + new string('s', 200), Data = new byte[5 << 20] }, Time);
        Assert.Equal(
            "12:54:36.631 tttttttttttttttttttttttt… /ssssssssss…  5.0 MB \uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD"
            + "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD…\n",
            line);
        Assert.Equal(81, line.Length);
        Assert.EndsWith(" 1.2 KB (binary)\n", EventSummary.Format(Event with { Data = Bytes(1_200) }, Time), StringComparison.Ordinal);
        Assert.EndsWith("  48 KB (binary)\n", EventSummary.Format(Event with { Data = Bytes(48_640) }, Time), StringComparison.Ordinal);
    }

    private static CloudEvent Event { get; } = new() { Id = "1", Source = "spin-app", Type = "io.wasm.event.transformed", HasData = true };

    private static byte[] Bytes(int count) => Enumerable.Repeat((byte)0xff, count).ToArray();
}
