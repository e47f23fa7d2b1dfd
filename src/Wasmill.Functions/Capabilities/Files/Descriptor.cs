namespace Wasmill.Functions.Capabilities.Files;

/// <summary>An open file or folder of a guest.</summary>
internal abstract class Descriptor : IDisposable
{
    /// <summary>The file or folder.</summary>
    public abstract MountNode Node { get; }

    /// <inheritdoc />
    public abstract void Dispose();
}
