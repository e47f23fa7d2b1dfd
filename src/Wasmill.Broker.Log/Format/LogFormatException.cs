namespace Wasmill.Broker.Log.Format;

/// <summary>
/// Bytes with a valid checksum, or a whole file, are invalid in this version of the format: undetected damage, or data of another
/// version.
/// </summary>
public sealed class LogFormatException(string message) : IOException(message);
