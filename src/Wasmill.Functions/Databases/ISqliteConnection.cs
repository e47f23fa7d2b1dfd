namespace Wasmill.Functions.Databases;

/// <summary>A connection to a database. Not thread-safe. Disposing it undoes an open transaction.</summary>
public interface ISqliteConnection : IDisposable
{
    /// <summary>The number of rows that the last statement has inserted, changed or deleted.</summary>
    long Changes { get; }

    /// <summary>The rowid of the last inserted row; 0 if there is none.</summary>
    long LastInsertRowId { get; }

    /// <summary>Runs one statement to its end.</summary>
    /// <param name="statement">The statement; nothing but comments may follow it.</param>
    /// <param name="parameters">A value for each of its parameters, in order.</param>
    /// <param name="patience">The longest time that the statement may take, waiting for other users included. Then it is interrupted, and
    /// what it has changed is undone.</param>
    /// <exception cref="SqliteFailureException">The statement failed, or is not allowed.</exception>
    SqliteResult Execute(string statement, IReadOnlyList<SqliteValue> parameters, TimeSpan patience);
}
