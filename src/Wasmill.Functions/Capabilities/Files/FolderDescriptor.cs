namespace Wasmill.Functions.Capabilities.Files;

/// <summary>An open folder.</summary>
internal sealed class FolderDescriptor(MountNode node) : Descriptor
{
    /// <inheritdoc />
    public override MountNode Node => node;

    /// <summary>The entries of the folder at the time when the guest began to read them; null before.</summary>
    public IReadOnlyList<FolderEntry>? Listing { get; set; }

    /// <inheritdoc />
    public override void Dispose() { }
}
