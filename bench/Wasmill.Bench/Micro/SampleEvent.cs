using Wasmill.Events;

namespace Wasmill.Bench.Micro;

/// <summary>An event as a shop would send it: a payload of 256 bytes and three extensions.</summary>
internal static class SampleEvent
{
    /// <summary>Its type.</summary>
    public const string Type = "order.created";

    private const int PayloadBytes = 256;

    /// <summary>Makes the event.</summary>
    public static CloudEvent Make()
    {
        const string Begin = "{\"order\":{\"total\":149.90,\"items\":[{\"sku\":\"A-17\",\"count\":2}]},\"note\":\"";
        const string End = "\",\"customer\":{\"country\":\"de\"}}";
        var json = Begin + new string('n', PayloadBytes - Begin.Length - End.Length) + End;
        return new CloudEvent
        {
            Id = "8f14e45f-ceea-467f-a0e6-3f6c1d2b9b11",
            Source = "/shops/17",
            Type = Type,
            Subject = "order-4711",
            Time = "2026-01-02T03:04:05.678Z",
            DataContentType = "application/json",
            Extensions = [new("region", "eu"), new("sequence", "42"), new("tenant", "acme")],
            Data = System.Text.Encoding.UTF8.GetBytes(json),
            HasData = true,
        };
    }
}
