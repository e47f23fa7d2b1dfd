namespace Wasmill.Broker.Sources;

/// <summary>The position of a source, kept across restarts. Its text is opaque to the broker.</summary>
public interface ISourcePosition
{
    /// <summary>The longest position in characters: a file of a few pages that is replaced often.</summary>
    const int LongestValue = 16_384;

    /// <summary>Reads the position; null if none was stored yet.</summary>
    /// <exception cref="SourceException">The position is damaged or cannot be read. The message says what to do.</exception>
    string? Read();

    /// <summary>
    /// Replaces the position. It survives a power failure once this has returned true. A source stores its position after the events it
    /// covers, so that a crash between the two repeats events and loses none.
    /// </summary>
    /// <param name="value">At most <see cref="LongestValue"/> characters.</param>
    /// <returns>False if the write failed. The old position remains; after a crash the source repeats more events.</returns>
    bool Store(string value);
}
