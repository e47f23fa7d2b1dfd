using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.FunctionBench;

/// <summary>The event of every measurement: 330 bytes of JSON and eight headers.</summary>
internal static class SampleRequest
{
    /// <summary>The body.</summary>
    public static byte[] Body { get; } = Encoding.UTF8.GetBytes(
        """{"specversion":"1.0","id":"a1b2c3d4-0001","source":"/sensors/tn-1234567/alerts","type":"com.example.temperature","time":"2026-11-23T20:00:00Z","datacontenttype":"application/json","data":{"sensor":"tn-1234567","values":[21.5,21.7,22.0,19.25],"unit":"C","tags":["roof","north","attic"],"nested":{"a":1,"b":true,"c":null},"note":"none"}}""");

    /// <summary>The request.</summary>
    public static FunctionRequest Request { get; } = new(
        "POST", "/",
        [
            new HeaderField("content-type", "application/json"),
            new HeaderField("ce-specversion", "1.0"),
            new HeaderField("ce-id", "a1b2c3d4-0001"),
            new HeaderField("ce-source", "/sensors/tn-1234567/alerts"),
            new HeaderField("ce-type", "com.example.temperature"),
            new HeaderField("ce-time", "2026-11-23T20:00:00Z"),
            new HeaderField("host", "127.0.0.1:3000"),
            new HeaderField("content-length", "330"),
        ],
        Body);
}
