namespace Wasmill.Functions;

/// <summary>A module cannot be run by this host. The message is one human-readable line.</summary>
public sealed class FunctionLoadException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public FunctionLoadException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public FunctionLoadException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public FunctionLoadException() { }
}
