namespace Wasmill.Functions.Databases;

/// <summary>The errors of SQLite databases, by their tag in the ABI. <see cref="Io"/> carries a text.</summary>
public enum SqliteFailure : byte
{
    /// <summary>The database does not exist. Never returned by a store: a granted database is checked when a function is loaded.</summary>
    NoSuchDatabase = 0,

    /// <summary>The component was not granted this database.</summary>
    AccessDenied = 1,

    /// <summary>The connection is closed.</summary>
    InvalidConnection = 2,

    /// <summary>The database has reached its limit, or the disk is full.</summary>
    DatabaseFull = 3,

    /// <summary>The statement is wrong, is not allowed, took too long or failed; the text says which.</summary>
    Io = 4,
}
