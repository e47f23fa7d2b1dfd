namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>A store could not do what it was asked. A guest gets the message as <c>io</c>.</summary>
public sealed class KeyValueException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public KeyValueException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public KeyValueException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public KeyValueException() { }
}
