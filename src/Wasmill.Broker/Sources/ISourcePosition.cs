namespace Wasmill.Broker.Sources;

/// <summary>The position of a source, kept across restarts. Its text is opaque to the broker.</summary>
public interface ISourcePosition
{
    /// <summary>The longest position in characters: a file of a few pages that is replaced often.</summary>
    const int LongestValue = 16_384;

    /// <summary>Reads it; null when none was stored yet.</summary>
    /// <exception cref="SourceException">It is damaged or cannot be read. The message says how to go on.</exception>
    string? Read();

    /// <summary>
    /// Replaces it. It survives a loss of power once this has returned true. A source stores it after the events that it stands for, so
    /// that a crash between the two repeats
    /// events and loses none.
    /// </summary>
    /// <param name="value">At most <see cref="LongestValue"/> characters.</param>
    /// <returns>False when the disk refused. The old position holds on; after a crash the source repeats more.</returns>
    bool Store(string value);
}
