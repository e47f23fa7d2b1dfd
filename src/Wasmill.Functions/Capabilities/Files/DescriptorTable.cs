namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>
/// The open files and folders of one call, by number. Numbers 0 to 2 are the standard streams, which are not in this table; 3 is the root
/// folder, if there is one.
/// </summary>
internal sealed class DescriptorTable : IDisposable
{
    /// <summary>The number of the root folder.</summary>
    public const long RootNumber = 3;

    /// <summary>The maximum number of open descriptors: a quarter of the 1,024 files that a host process may open by default.</summary>
    public const int Limit = 256;

    private readonly List<Descriptor?> _open = [];

    /// <summary>Opens the root folder.</summary>
    public DescriptorTable(MountTree tree)
    {
        if (tree.Root is { } root)
            _open.Add(new FolderDescriptor(root));
    }

    /// <summary>Finds the descriptor of a number; null if it is not open.</summary>
    public Descriptor? Find(long number)
        => number >= RootNumber && number - RootNumber < _open.Count ? _open[(int)(number - RootNumber)] : null;

    /// <summary>Assigns the lowest free number to a descriptor; closes the descriptor if none is free.</summary>
    public WasiError Add(Descriptor descriptor, out uint number)
    {
        var free = _open.IndexOf(null);
        if (free < 0 && _open.Count < Limit)
        {
            free = _open.Count;
            _open.Add(null);
        }

        number = (uint)(free + RootNumber);
        if (free < 0)
        {
            descriptor.Dispose();
            return WasiError.TooManyOpen;
        }

        _open[free] = descriptor;
        return WasiError.Success;
    }

    /// <summary>Closes a number; false if it is not open.</summary>
    public bool Close(long number)
    {
        if (Find(number) is not { } descriptor)
            return false;
        descriptor.Dispose();
        _open[(int)(number - RootNumber)] = null;
        return true;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var descriptor in _open)
            descriptor?.Dispose();
    }
}
