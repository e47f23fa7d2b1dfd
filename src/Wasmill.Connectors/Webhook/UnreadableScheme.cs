using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Signatures;

namespace Wasmill.Connectors.Webhook;

/// <summary>The scheme for a secret that is not valid. It rejects every request.</summary>
/// <param name="reason">The error, in one line.</param>
internal sealed class UnreadableScheme(string reason) : ISignatureScheme
{
    /// <summary>The error, in one line.</summary>
    public string Reason { get; } = reason;

    /// <inheritdoc />
    public string? IdTemplate => null;

    /// <inheritdoc />
    public string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now) => Reason;
}
