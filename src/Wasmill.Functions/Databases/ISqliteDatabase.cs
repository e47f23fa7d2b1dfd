namespace Wasmill.Functions.Databases;

/// <summary>One database. Thread-safe.</summary>
public interface ISqliteDatabase
{
    /// <summary>
    /// Opens a connection of its own: transactions, temporary tables and settings of one connection are not seen by another.
    /// </summary>
    /// <param name="patience">The longest time to wait for other users of the file.</param>
    /// <exception cref="SqliteFailureException">The file cannot be opened.</exception>
    ISqliteConnection Open(TimeSpan patience);
}
