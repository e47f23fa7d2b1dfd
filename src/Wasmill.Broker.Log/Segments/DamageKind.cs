namespace Wasmill.Broker.Log.Segments;

/// <summary>The kind of damage in a segment.</summary>
public enum DamageKind
{
    /// <summary>A range of bytes holds no intact record.</summary>
    Bytes = 1,

    /// <summary>The file is missing.</summary>
    Missing,

    /// <summary>The file ends before its last records.</summary>
    CutShort,

    /// <summary>The file is not one of the log's segments: a copy, a wrong name, no intact record at all.</summary>
    Stray,
}
