using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wasmill.Functions.Databases;
using Wasmill.Storage;

namespace Wasmill.Functions.Capabilities.KeyValue;

// Tested by: SqliteKeyValueStoresTests
/// <summary>
/// One connection with its prepared statements, used by one thread at a time. The statements use SQLite's native interface: SqliteCommand
/// waits for a lock in whole seconds, which is longer than most deadlines.
/// </summary>
internal sealed class SqliteSession : IDisposable
{
    // FULL: a set that succeeded is on the disk. Without it, a power loss could undo the last sets.
    private const string Setup =
        """
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS spin_key_value (store TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (store, key));
        """;

    // The cost of a short key on its way to a guest: a string header, a list element, a record.
    private const int KeyCost = 32;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly SqliteStatement _get;
    private readonly SqliteStatement _set;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _exists;
    private readonly SqliteStatement _keys;

    private SqliteSession(string path, SqliteConnection connection)
    {
        _path = path;
        _connection = connection;
        _get = Prepare("SELECT value FROM spin_key_value WHERE store = ?1 AND key = ?2");
        _set = Prepare("INSERT INTO spin_key_value (store, key, value) VALUES (?1, ?2, ?3) ON CONFLICT (store, "
            + "key) DO UPDATE SET value = excluded.value");
        _delete = Prepare("DELETE FROM spin_key_value WHERE store = ?1 AND key = ?2");
        _exists = Prepare("SELECT 1 FROM spin_key_value WHERE store = ?1 AND key = ?2");
        _keys = Prepare("SELECT key FROM spin_key_value WHERE store = ?1 ORDER BY key");
    }

    /// <summary>Opens the file; creates it, its folder and its table if they are missing.</summary>
    /// <exception cref="KeyValueException">The file cannot be opened.</exception>
    public static SqliteSession Open(string path, TimeSpan patience, TimeProvider time)
        => SqliteOpening.Open(
            path,
            connection =>
            {
                SetUp(path, connection.Handle!, patience, time);
                return new SqliteSession(path, connection);
            },
            error => new KeyValueException($"the file {path} cannot be opened: {IoReason.Of(error)}", error)
            {
                GuestMessage = "the store cannot be opened",
            });

    /// <summary>Sets the time that an operation may wait for other users.</summary>
    public void WaitAtMost(TimeSpan patience)
        => raw.sqlite3_busy_timeout(_connection.Handle!, (int)Math.Min(patience.TotalMilliseconds, int.MaxValue));

    /// <summary>Reads the value of a key; null if the key does not exist.</summary>
    public byte[]? Get(string store, string key)
    {
        using var run = _get.Begin(store, key);
        return run.Step() ? run.Bytes().ToArray() : null;
    }

    /// <summary>Sets a value.</summary>
    public void Set(string store, string key, ReadOnlySpan<byte> value)
    {
        using var run = _set.Begin(store, key, value);
        run.Step();
    }

    /// <summary>Removes a key.</summary>
    public void Delete(string store, string key)
    {
        using var run = _delete.Begin(store, key);
        run.Step();
    }

    /// <summary>Indicates whether a key exists.</summary>
    public bool Exists(string store, string key)
    {
        using var run = _exists.Begin(store, key);
        return run.Step();
    }

    /// <summary>Lists all keys.</summary>
    public IReadOnlyList<string> GetKeys(string store, int limit)
    {
        var keys = new List<string>();
        using var run = _keys.Begin(store);
        for (var bytes = 0L; run.Step();)
        {
            var key = run.Bytes();
            bytes += key.Length + KeyCost;
            if (bytes > limit)
                throw new KeyValueException(FormattableString.Invariant(
                    $"the keys of the store exceed {limit} bytes in total, where each key counts {KeyCost} bytes more than its length"));
            keys.Add(Encoding.UTF8.GetString(key));
        }

        return keys;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<SqliteStatement>)[_get, _set, _delete, _exists, _keys])
            statement.Dispose();
        _connection.Dispose();
    }

    private SqliteStatement Prepare(string text) => new(_path, _connection.Handle!, text);

    private static void SetUp(string path, sqlite3 database, TimeSpan patience, TimeProvider time)
    {
        var started = time.GetTimestamp();
        raw.sqlite3_busy_timeout(database, (int)Math.Min(patience.TotalMilliseconds, int.MaxValue));
        var code = SqliteOpening.Run(database, Setup, time, () => time.GetElapsedTime(started) >= patience);
        if (code != raw.SQLITE_OK)
            throw SqliteStatement.Failure(path, database, code);
    }
}
