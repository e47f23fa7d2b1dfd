namespace Wasmill.Broker.Transforms;

/// <summary>A transformation cannot transform an event. The message is for the user.</summary>
public sealed class TransformException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public TransformException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public TransformException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public TransformException() { }

    /// <summary>Indicates whether a retry may succeed; otherwise the event is dead-lettered at once.</summary>
    /// <value>Default false: the same event fails the same way.</value>
    public bool MayPass { get; init; }
}
