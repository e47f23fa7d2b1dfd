using System.IO.Pipelines;

namespace Wasmill.Web.Connections;

/// <summary>A connection's pipes with a checked input.</summary>
internal sealed class CheckedTransport(CheckedReader input, PipeWriter output) : IDuplexPipe
{
    /// <inheritdoc />
    public PipeReader Input => input;

    /// <inheritdoc />
    public PipeWriter Output => output;
}
