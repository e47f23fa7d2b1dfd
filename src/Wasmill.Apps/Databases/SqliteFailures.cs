using SQLitePCL;
using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Databases;

/// <summary>Turns error codes of SQLite into failures.</summary>
internal static class SqliteFailures
{
    /// <summary>Throws if a code is an error.</summary>
    public static void Check(sqlite3 database, int code, SqliteLimits limits)
    {
        if (code != raw.SQLITE_OK)
            throw Of(database, code, limits);
    }

    /// <summary>Creates the failure of a code.</summary>
    public static SqliteFailureException Of(sqlite3 database, int code, SqliteLimits limits) => (code & 0xFF) switch
    {
        raw.SQLITE_FULL => new(SqliteFailure.DatabaseFull, FormattableString.Invariant(
            $"the database has reached its limit of {limits.DatabaseBytes} bytes, or the disk is full")),
        raw.SQLITE_INTERRUPT => new("the statement took too long and was interrupted at the deadline"),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new("the database is locked by other users, and the timeout has passed"),
        raw.SQLITE_AUTH => new(
            "the statement is not allowed: ATTACH, DETACH, VACUUM, load_extension and PRAGMAs that change the host's settings are denied"),
        raw.SQLITE_TOOBIG => new(FormattableString.Invariant(
            $"a text or blob is larger than {limits.ValueBytes} bytes, or the statement is longer than {limits.StatementBytes}")),
        _ => new(FormattableString.Invariant($"{raw.sqlite3_errmsg(database).utf8_to_string()} (SQLite {code})")),
    };
}
