namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>A store could not do what it was asked.</summary>
public sealed class KeyValueException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public KeyValueException(string message) : base(message) => GuestMessage = message;

    /// <summary>Creates the exception with its message and cause.</summary>
    public KeyValueException(string message, Exception innerException) : base(message, innerException) => GuestMessage = message;

    /// <summary>Creates the exception without a message.</summary>
    public KeyValueException() => GuestMessage = Message;

    /// <summary>What a guest gets as <c>io</c>: nothing about the host in it, such as a path. The message itself then goes to the function's log.</summary>
    /// <value>Default: the message.</value>
    public string GuestMessage { get; init; }
}
