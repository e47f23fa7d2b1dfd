using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Http.Messages;

/// <summary>The resource <c>future-trailers</c>. There are none: neither the host's server nor its client keeps them.</summary>
internal sealed class FutureTrailers : IResource
{
    /// <inheritdoc />
    public static string TypeName => "future-trailers";

    /// <summary>Indicates whether the guest has asked.</summary>
    public bool IsTaken { get; set; }
}
