namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>An operation of a store failed.</summary>
public sealed class KeyValueException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public KeyValueException(string message) : base(message) => GuestMessage = message;

    /// <summary>Creates the exception with its message and cause.</summary>
    public KeyValueException(string message, Exception innerException) : base(message, innerException) => GuestMessage = message;

    /// <summary>Creates the exception without a message.</summary>
    public KeyValueException() => GuestMessage = Message;

    /// <summary>
    /// The text that a guest gets as <c>io</c>. It must not reveal anything about the host, such as a path; the message itself is written
    /// to the function's log.
    /// </summary>
    /// <value>Default: the message.</value>
    public string GuestMessage { get; init; }
}
