using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

/// <summary>The resource <c>incoming-body</c>.</summary>
/// <param name="content">The bytes.</param>
/// <param name="dropped">Runs when the guest needs them no longer; null if nobody has to know.</param>
internal sealed class IncomingBody(ReadOnlyMemory<byte> content, Action? dropped = null) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "incoming-body";

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content => content;

    /// <summary>Indicates whether the stream was handed out.</summary>
    public bool IsTaken { get; set; }

    /// <inheritdoc />
    public void Drop() => dropped?.Invoke();
}
