using System.IO.Pipelines;
using Wasmill.Events.Http;

namespace Wasmill.Functions.Streaming;

/// <summary>A response whose body the guest is still writing.</summary>
/// <param name="Status">The status, 200 to 599.</param>
/// <param name="Headers">The headers in the guest's order; repeated names are kept.</param>
/// <param name="Body">The bytes as the guest writes them; the guest waits while too many are unread. Reading throws if the guest did not
/// finish the body. Whoever completes the reader earlier closes the guest's stream.</param>
public sealed record StreamedResponse(int Status, IReadOnlyList<HeaderField> Headers, PipeReader Body)
{
    /// <summary>The trailers. They are there when <see cref="Body"/> has ended.</summary>
    public IReadOnlyList<HeaderField> Trailers { get; internal set; } = [];
}
