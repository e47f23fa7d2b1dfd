using Microsoft.Data.Sqlite;
using SQLitePCL;
using Wasmill.Functions.Databases;
using Wasmill.Storage;

namespace Wasmill.Apps.Databases;

// Tested by: SqliteDatabasesTests
/// <summary>
/// One connection. It uses SQLite's native interface: SqliteCommand waits for a lock in whole seconds, and has no progress handler.
/// </summary>
internal sealed class SqliteDatabaseConnection : ISqliteConnection
{
    // Some 20 us of work: short against every deadline, and long against the call of the handler.
    private const int InstructionsBetweenChecks = 1_000;

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _database;
    private readonly SqliteLimits _limits;
    private readonly TimeProvider _time;
    private long _started;
    private TimeSpan _patience;
    private bool _isClosed;

    private SqliteDatabaseConnection(SqliteConnection connection, SqliteLimits limits, TimeProvider time)
    {
        _connection = connection;
        _database = connection.Handle!;
        _limits = limits;
        _time = time;
    }

    /// <inheritdoc />
    public long Changes => _isClosed ? 0 : raw.sqlite3_changes(_database);

    /// <inheritdoc />
    public long LastInsertRowId => _isClosed ? 0 : raw.sqlite3_last_insert_rowid(_database);

    /// <summary>Opens the file; creates it and its folder if they are missing.</summary>
    /// <exception cref="SqliteFailureException">The file cannot be opened.</exception>
    public static SqliteDatabaseConnection Open(string path, SqliteLimits limits, TimeSpan patience, TimeProvider time)
        => SqliteOpening.Open(
            path,
            connection =>
            {
                var opened = new SqliteDatabaseConnection(connection, limits, time);
                opened.SetUp(patience);
                return opened;
            },
            error => new SqliteFailureException($"the file {path} cannot be opened: {IoReason.Of(error)}", error)
            {
                GuestMessage = "the database cannot be opened",
            });

    /// <inheritdoc />
    public SqliteResult Execute(string statement, IReadOnlyList<SqliteValue> parameters, TimeSpan patience)
    {
        if (_isClosed)
            throw new SqliteFailureException(SqliteFailure.InvalidConnection, "the connection is closed");
        Begin(patience);
        using var run = new SqliteRun(_database, statement, _limits);
        run.Bind(parameters);
        return run.Read();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _isClosed = true;
        _connection.Dispose();
    }

    private bool IsOver => _time.GetElapsedTime(_started) >= _patience;

    private void Begin(TimeSpan patience)
    {
        _started = _time.GetTimestamp();
        _patience = patience;
        raw.sqlite3_busy_timeout(_database, (int)Math.Clamp(patience.TotalMilliseconds, 0, int.MaxValue));
    }

    private void SetUp(TimeSpan patience)
    {
        Begin(patience);
        raw.sqlite3_progress_handler(_database, InstructionsBetweenChecks, _ => IsOver ? 1 : 0, null);
        // FULL: what a statement has changed is on the disk when it returns.
        Run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON");
        using (var run = new SqliteRun(_database, "PRAGMA page_size", _limits))
        {
            var page = run.Read().Rows[0][0].Integer;
            Run(FormattableString.Invariant($"PRAGMA max_page_count = {Math.Max(1, _limits.DatabaseBytes / page)}"));
            Run(FormattableString.Invariant($"PRAGMA temp.max_page_count = {Math.Max(1, _limits.TemporaryBytes / page)}"));
        }

        SqliteRules.Apply(_database, _limits);
    }

    private void Run(string statements)
    {
        var code = SqliteOpening.Run(_database, statements, _time, () => IsOver);
        if (code != raw.SQLITE_OK)
            throw SqliteFailures.Of(_database, code, _limits);
    }
}
