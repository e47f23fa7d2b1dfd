namespace Wasmill.Functions.Binary;

// Tested by: ImageDeltaTests
/// <summary>Reads the active segments of a data section in order, without copying them.</summary>
internal ref struct DataSegments
{
    private const uint Active = 0;
    private const int Stopped = -1;

    private ByteCursor _cursor;
    private int _left;

    /// <summary>Starts before the first segment.</summary>
    /// <param name="section">The content of a data section; empty if the module has none.</param>
    public DataSegments(ReadOnlySpan<byte> section)
    {
        _cursor = new ByteCursor(section);
        _left = section.IsEmpty ? 0 : _cursor.ReadCount();
    }

    /// <summary>
    /// Indicates whether the section ends with its last segment, and every segment has an address of its own: none is passive or placed by
    /// code. Known once <see cref="TryNext"/> has returned false.
    /// </summary>
    public readonly bool IsComplete => _left == 0 && _cursor.AtEnd;

    /// <summary>Reads the next segment.</summary>
    /// <param name="address">Its address.</param>
    /// <param name="content">Its bytes.</param>
    /// <returns>False after the last segment, and at one without an address.</returns>
    public bool TryNext(out uint address, out ReadOnlySpan<byte> content)
    {
        address = 0;
        content = default;
        if (_left <= 0)
            return false;
        _left--;
        if (_cursor.ReadUnsigned() != Active || _cursor.ReadConstantExpression() is not { } found)
        {
            _left = Stopped;
            return false;
        }

        address = (uint)found;
        content = _cursor.ReadBytes(_cursor.ReadCount());
        return true;
    }
}
