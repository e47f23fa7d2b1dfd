using System.IO.Pipelines;

namespace Wasmill.Web.Connections;

/// <summary>The transport of a connection with checked input.</summary>
internal sealed class CheckedTransport(CheckedReader input, PipeWriter output) : IDuplexPipe
{
    /// <inheritdoc />
    public PipeReader Input => input;

    /// <inheritdoc />
    public PipeWriter Output => output;
}
