namespace Wasmill.Functions.Databases;

/// <summary>An operation of a SQLite database failed.</summary>
public sealed class SqliteFailureException : Exception
{
    /// <summary>Creates the exception with its reason and message.</summary>
    public SqliteFailureException(SqliteFailure failure, string message, Exception? innerException = null) : base(message, innerException)
    {
        Failure = failure;
        GuestMessage = message;
    }

    /// <summary>Creates the exception with its message.</summary>
    public SqliteFailureException(string message) : this(SqliteFailure.Io, message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public SqliteFailureException(string message, Exception innerException) : this(SqliteFailure.Io, message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public SqliteFailureException() => GuestMessage = Message;

    /// <summary>The reason.</summary>
    /// <value>Default <see cref="SqliteFailure.Io"/>.</value>
    public SqliteFailure Failure { get; } = SqliteFailure.Io;

    /// <summary>
    /// The text that a guest gets. It must not reveal anything about the host, such as a path; the message itself is for the function's
    /// log.
    /// </summary>
    /// <value>Default: the message.</value>
    public string GuestMessage { get; init; }
}
