namespace Wasmill.Web.Connections;

/// <summary>Where in a chunked body the next byte stands.</summary>
internal enum ChunkedPart : byte
{
    /// <summary>In a chunk's size.</summary>
    Size,

    /// <summary>In what follows the size on its line.</summary>
    Extension,

    /// <summary>At the line feed of that line.</summary>
    SizeFeed,

    /// <summary>In a chunk's data.</summary>
    Data,

    /// <summary>At the carriage return after the data.</summary>
    DataReturn,

    /// <summary>At the line feed after the data.</summary>
    DataFeed,

    /// <summary>After the last chunk's first line.</summary>
    Over,
}
