using Wasmill.Events;
using Wasmill.Events.Http;

namespace Wasmill.Connectors.Functions;

/// <summary>What becomes of a plain JSON answer, one without CloudEvents attributes: an event of this type and source.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Source">The event's source, a URI reference.</param>
public sealed record ReplyRule(string Type, string Source)
{
    /// <summary>What is wrong with the attributes, or null.</summary>
    public string? Explain()
    {
        var probe = HttpBinding.Encode(new CloudEvent { Id = "1", Type = Type, Source = Source }, ContentMode.Binary);
        return HttpBinding.Decode(probe.Headers, probe.Body).Error?.Message;
    }
}
