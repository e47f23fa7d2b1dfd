using Wasmill.Events;
using Wasmill.Events.Http;

namespace Wasmill.Connectors.Functions;

/// <summary>The type and source of events that are made of plain JSON answers, which have no CloudEvents attributes.</summary>
/// <param name="Type">The event's type.</param>
/// <param name="Source">The event's source, a URI reference.</param>
public sealed record ReplyRule(string Type, string Source)
{
    /// <summary>Checks the attributes; returns the error, or null.</summary>
    public string? Explain()
    {
        var probe = HttpBinding.Encode(new CloudEvent { Id = "1", Type = Type, Source = Source }, ContentMode.Binary);
        return HttpBinding.Decode(probe.Headers, probe.Body).Error?.Message;
    }
}
