namespace Wasmill.Web.Connections;

/// <summary>The position of the next byte in a chunked body.</summary>
internal enum ChunkedPart : byte
{
    /// <summary>In the size of a chunk.</summary>
    Size,

    /// <summary>After the size, in the same line.</summary>
    Extension,

    /// <summary>At the line feed of that line.</summary>
    SizeFeed,

    /// <summary>In the data of a chunk.</summary>
    Data,

    /// <summary>At the carriage return after the data.</summary>
    DataReturn,

    /// <summary>At the line feed after the data.</summary>
    DataFeed,

    /// <summary>After the first line of the last chunk.</summary>
    Over,
}
