namespace Wasmill.Functions.Capabilities.Files;

/// <summary>Something that a guest has open.</summary>
internal abstract class Descriptor : IDisposable
{
    /// <summary>What it is.</summary>
    public abstract MountNode Node { get; }

    /// <inheritdoc />
    public abstract void Dispose();
}
