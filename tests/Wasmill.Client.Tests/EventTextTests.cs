using Wasmill.Client.Text;
using Wasmill.Events;

namespace Wasmill.Client.Tests;

public sealed class EventTextTests
{
    [Fact]
    public void An_event_cannot_write_control_sequences_to_the_terminal()
    {
        var text = EventText.Format(new CloudEvent
        {
            Id = "1",
            Source = "/s",
            Type = "t",
            DataContentType = "text/plain",
            HasData = true,
            Data = "a\u001b[31mred\nb"u8.ToArray(),
        });
        Assert.EndsWith("Data,\n  a\uFFFD[31mred\n  b\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_payload_that_is_no_text_is_shown_as_base64()
        => Assert.EndsWith(
            "Data (binary),\n  /wA=\n",
            EventText.Format(new CloudEvent { Id = "1", Source = "/s", Type = "t", HasData = true, Data = new byte[] { 0xFF, 0 } }),
            StringComparison.Ordinal);
}
