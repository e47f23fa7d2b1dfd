using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wasmill.Storage;

namespace Wasmill.Functions.Databases;

// Tested by: SqliteDatabasesTests, SqliteKeyValueStoresTests
/// <summary>Opens SQLite files for stores and databases: private to the user, and ready to be shared by processes.</summary>
public static class SqliteOpening
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <summary>Opens a file; creates it and its folder if they are missing.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="setUp">Makes what uses the connection, and takes ownership of it unless it fails.</param>
    /// <param name="explain">Makes the exception for a file that cannot be opened.</param>
    public static T Open<T>(string path, Func<SqliteConnection, T> setUp, Func<Exception, Exception> explain)
    {
        SqliteConnection? connection = null;
        try
        {
            PrivateFiles.CreateFolder(Path.GetDirectoryName(path)!);
            // SQLite gives the -wal and -shm files beside it the mode of this file.
            PrivateFiles.CreateEmpty(path);
            connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
            connection.Open();
            return setUp(connection);
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            connection?.Dispose();
            throw explain(error);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Runs statements that set up a file. Two processes that switch a new file to WAL at once get "busy", and SQLite does not wait then.
    /// </summary>
    /// <param name="database">The connection.</param>
    /// <param name="statements">The statements.</param>
    /// <param name="time">The clock.</param>
    /// <param name="isOver">Indicates whether it is too late for another attempt.</param>
    /// <returns>SQLite's code: 0, or that of the failure.</returns>
    public static int Run(sqlite3 database, string statements, TimeProvider time, Func<bool> isOver)
    {
        int code;
        while (((code = raw.sqlite3_exec(database, statements)) & 0xFF) is (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) && !isOver())
            Task.Delay(Pause, time).GetAwaiter().GetResult();
        return code;
    }
}
