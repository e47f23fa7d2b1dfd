using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Signatures;

namespace Wasmill.Connectors.Webhook;

/// <summary>Stands for a signature whose secret is not of the scheme's form. Nothing passes it.</summary>
/// <param name="reason">What is wrong, in one line.</param>
internal sealed class UnreadableScheme(string reason) : ISignatureScheme
{
    /// <summary>What is wrong, in one line.</summary>
    public string Reason { get; } = reason;

    /// <inheritdoc />
    public string? IdTemplate => null;

    /// <inheritdoc />
    public string? FindProblem(IHeaderDictionary headers, ReadOnlySpan<byte> body, DateTimeOffset now) => Reason;
}
