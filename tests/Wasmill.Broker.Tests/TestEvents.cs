using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Tests;

internal static class TestEvents
{
    public static CloudEvent Event(string type = "t", string id = "1", string data = "{}")
        => new() { Id = id, Source = "/test", Type = type, HasData = true, Data = System.Text.Encoding.UTF8.GetBytes(data) };

    public static NewEvent New(string type = "t", string id = "1") => new(Event(type, id), null, 0);
}
