using System.Text;
using SQLitePCL;
using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Databases;

// Tested by: SqliteDatabasesTests
/// <summary>One run of a statement. Disposing it ends the run.</summary>
internal readonly struct SqliteRun : IDisposable
{
    // The cost of a small value on its way to a guest: its record, and what holds it.
    private const int ValueCost = 32;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly SqliteLimits _limits;

    /// <summary>Prepares a statement.</summary>
    /// <exception cref="SqliteFailureException">The statement is wrong or not allowed, or another one follows it.</exception>
    public SqliteRun(sqlite3 database, string text, SqliteLimits limits)
    {
        _database = database;
        _limits = limits;
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new SqliteFailureException("the statement has a NUL character");
        SqliteFailures.Check(database, raw.sqlite3_prepare_v2(database, text, out _statement, out var tail), limits);
        if (string.IsNullOrWhiteSpace(tail))
            return;
        // Comments are no statement.
        var code = raw.sqlite3_prepare_v2(database, tail, out var next, out _);
        var isEmpty = code == raw.SQLITE_OK && next.IsInvalid;
        next.Dispose();
        if (isEmpty)
            return;
        _statement.Dispose();
        throw new SqliteFailureException("only one statement can be executed at a time; execute the others one by one");
    }

    /// <summary>Binds the parameters.</summary>
    public void Bind(IReadOnlyList<SqliteValue> parameters)
    {
        var count = _statement.IsInvalid ? 0 : raw.sqlite3_bind_parameter_count(_statement);
        if (count != parameters.Count)
            throw new SqliteFailureException(FormattableString.Invariant(
                $"the statement has {count} parameters, and {parameters.Count} values are given"));
        for (var i = 0; i < count; i++)
            SqliteFailures.Check(_database, Bind(i + 1, parameters[i]), _limits);
    }

    /// <summary>Runs the statement and reads all rows.</summary>
    public SqliteResult Read()
    {
        if (_statement.IsInvalid)
            return new SqliteResult([], []);
        var columns = new string[raw.sqlite3_column_count(_statement)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = raw.sqlite3_column_name(_statement, i).utf8_to_string();
        var rows = new List<IReadOnlyList<SqliteValue>>();
        var bytes = 0L;
        while (raw.sqlite3_step(_statement) is var code && code != raw.SQLITE_DONE)
        {
            if (code != raw.SQLITE_ROW)
                throw SqliteFailures.Of(_database, code, _limits);
            var row = new SqliteValue[columns.Length];
            for (var i = 0; i < row.Length; i++)
            {
                bytes += ValueCost + raw.sqlite3_column_bytes(_statement, i);
                if (bytes > _limits.ResultBytes)
                    throw new SqliteFailureException(FormattableString.Invariant(
                        $"the result exceeds {_limits.ResultBytes} bytes, where each value counts {ValueCost} bytes more than its length"));
                row[i] = Read(i);
            }

            rows.Add(row);
        }

        return new SqliteResult(columns, rows);
    }

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    // An empty span has no address, and SQLite takes that for NULL.
    private int Bind(int index, SqliteValue value) => value.Kind switch
    {
        SqliteValueKind.Integer => raw.sqlite3_bind_int64(_statement, index, value.Integer),
        SqliteValueKind.Real => raw.sqlite3_bind_double(_statement, index, value.Real),
        SqliteValueKind.Text when value.Text.Length == 0 => raw.sqlite3_bind_text(_statement, index, ""),
        SqliteValueKind.Text => raw.sqlite3_bind_text(_statement, index, Encoding.UTF8.GetBytes(value.Text)),
        SqliteValueKind.Blob when value.Blob.IsEmpty => raw.sqlite3_bind_zeroblob(_statement, index, 0),
        SqliteValueKind.Blob => raw.sqlite3_bind_blob(_statement, index, value.Blob.Span),
        _ => raw.sqlite3_bind_null(_statement, index),
    };

    private SqliteValue Read(int column)
    {
        switch (raw.sqlite3_column_type(_statement, column))
        {
            case raw.SQLITE_INTEGER:
                return SqliteValue.Of(raw.sqlite3_column_int64(_statement, column));
            case raw.SQLITE_FLOAT:
                return SqliteValue.Of(raw.sqlite3_column_double(_statement, column));
            case raw.SQLITE_TEXT:
                // The text itself would end at a NUL character; asking for it turns UTF-16 into UTF-8.
                raw.sqlite3_column_text(_statement, column);
                return SqliteValue.Of(Encoding.UTF8.GetString(raw.sqlite3_column_blob(_statement, column)));
            case raw.SQLITE_BLOB:
                return SqliteValue.Of(raw.sqlite3_column_blob(_statement, column).ToArray());
            default:
                return SqliteValue.Null;
        }
    }
}
