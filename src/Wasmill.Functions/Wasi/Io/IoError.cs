using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>The resource <c>error</c> of <c>wasi:io</c>: the reason why an operation of a stream failed.</summary>
/// <param name="text">The reason.</param>
internal class IoError(string text) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "error";

    /// <summary>The reason.</summary>
    public string Text => text;
}
