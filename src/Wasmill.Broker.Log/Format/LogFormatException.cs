namespace Wasmill.Broker.Log.Format;

/// <summary>
/// Bytes that passed their checksum, or a whole file, are not what this version of the format allows: damage that the checksum does not
/// show, or another version wrote them.
/// </summary>
public sealed class LogFormatException(string message) : IOException(message);
