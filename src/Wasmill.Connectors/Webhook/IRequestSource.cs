using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Sources;

namespace Wasmill.Connectors.Webhook;

/// <summary>A source that receives requests at <c>/sources/NAME</c> of the broker's address.</summary>
public interface IRequestSource : IEventSource
{
    /// <summary>
    /// Indicates whether the source authenticates its senders. If not, requests need the credentials of the broker's ingest, if there are
    /// any.
    /// </summary>
    bool Authenticates { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The rest of the path after the source's name: empty, or beginning with a slash.</param>
    Task HandleAsync(HttpContext context, string path);
}
