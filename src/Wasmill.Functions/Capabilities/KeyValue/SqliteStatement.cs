using System.Text;
using SQLitePCL;

namespace Wasmill.Functions.Capabilities.KeyValue;

// Tested by: SqliteKeyValueStoresTests
/// <summary>A prepared statement.</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly string _path;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <summary>Prepares the statement.</summary>
    /// <exception cref="KeyValueException">The file has a table with another schema.</exception>
    public SqliteStatement(string path, sqlite3 database, string text)
    {
        _path = path;
        _database = database;
        var code = raw.sqlite3_prepare_v3(database, text, raw.SQLITE_PREPARE_PERSISTENT, out _statement);
        if (code != raw.SQLITE_OK)
            throw Failure(path, database, code);
    }

    /// <summary>Describes an error code of SQLite.</summary>
    public static KeyValueException Failure(string path, sqlite3 database, int code)
    {
        var reason = (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED
            ? "is locked by other users, and the timeout has passed"
            : FormattableString.Invariant($"cannot be used: {raw.sqlite3_errmsg(database).utf8_to_string()} (SQLite {code})");
        return new KeyValueException($"the file {path} {reason}") { GuestMessage = $"the store {reason}" };
    }

    /// <summary>Starts the statement for a store.</summary>
    public Run Begin(string store)
    {
        Check(raw.sqlite3_bind_text(_statement, 1, Encoding.UTF8.GetBytes(store)));
        return new Run(this);
    }

    /// <summary>Starts the statement for a key.</summary>
    public Run Begin(string store, string key)
    {
        Check(raw.sqlite3_bind_text(_statement, 2, Encoding.UTF8.GetBytes(key)));
        return Begin(store);
    }

    /// <summary>Starts the statement for a key and a value.</summary>
    public Run Begin(string store, string key, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(_statement, 3, value));
        return Begin(store, key);
    }

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Failure(_path, _database, code);
    }

    /// <summary>One run of the statement; disposing it ends the run and releases the lock.</summary>
    public readonly struct Run(SqliteStatement statement) : IDisposable
    {
        /// <summary>Advances to the next row; false after the last one.</summary>
        public bool Step()
        {
            var code = raw.sqlite3_step(statement._statement);
            return code switch
            {
                raw.SQLITE_ROW => true,
                raw.SQLITE_DONE => false,
                _ => throw Failure(statement._path, statement._database, code),
            };
        }

        /// <summary>Reads the first column of the row; valid until the next step.</summary>
        public ReadOnlySpan<byte> Bytes() => raw.sqlite3_column_blob(statement._statement, 0);

        /// <inheritdoc />
        public void Dispose()
        {
            // This code is the code of the last step, which was already reported.
            raw.sqlite3_reset(statement._statement);
            raw.sqlite3_clear_bindings(statement._statement);
        }
    }
}
