using Microsoft.AspNetCore.Http;
using Wasmill.Broker.Sources;

namespace Wasmill.Connectors.Webhook;

/// <summary>A source that takes requests at <c>/sources/NAME</c> of the broker's address.</summary>
public interface IRequestSource : IEventSource
{
    /// <summary>
    /// Whether it checks by itself who sends. Requests to one that does not need the credentials of the broker's ingest, when there are
    /// any.
    /// </summary>
    bool Authenticates { get; }

    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">What follows the source's name in the path: empty, or beginning with a slash.</param>
    Task HandleAsync(HttpContext context, string path);
}
