using SQLitePCL;

namespace Wasmill.Apps.Databases;

// Tested by: SqliteDatabasesTests
/// <summary>
/// What the statements of a guest may do: everything inside its database. They may not reach other files, load code, change how the host
/// opens the database or how much it may take, or learn the file's path.
/// </summary>
internal static class SqliteRules
{
    private const int DefensiveMode = 1010;
    private const int TrustedSchema = 1017;
    private const int LoadExtension = 1005;

    // Each returns what is in the database, or changes what is in it or how this connection reads it.
    private static readonly HashSet<string> Pragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "application_id", "case_sensitive_like", "collation_list", "data_version", "defer_foreign_keys", "encoding", "foreign_key_check",
        "foreign_key_list", "foreign_keys", "freelist_count", "function_list", "ignore_check_constraints", "index_info", "index_list",
        "index_xinfo", "integrity_check", "module_list", "optimize", "page_count", "pragma_list", "quick_check", "recursive_triggers",
        "reverse_unordered_selects", "table_info", "table_list", "table_xinfo", "user_version",
    };

    // These would change the file or the memory of the host when a value is given.
    private static readonly HashSet<string> ReadOnlyPragmas = new(StringComparer.OrdinalIgnoreCase)
    {
        "busy_timeout", "journal_mode", "max_page_count", "page_size", "synchronous",
    };

    /// <summary>Applies the rules to a connection. Nothing of the guest has run on it.</summary>
    public static void Apply(sqlite3 database, SqliteLimits limits)
    {
        foreach (var (setting, value) in (ReadOnlySpan<(int, int)>)[(DefensiveMode, 1), (TrustedSchema, 0), (LoadExtension, 0)])
            raw.sqlite3_db_config(database, setting, value, out _);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_ATTACHED, 0);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_LENGTH, limits.ValueBytes);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_SQL_LENGTH, limits.StatementBytes);
        raw.sqlite3_limit(database, raw.SQLITE_LIMIT_WORKER_THREADS, 0);
        raw.sqlite3_set_authorizer(database, Authorize, null);
    }

    private static int Authorize(object data, int action, utf8z first, utf8z second, utf8z schema, utf8z trigger) => action switch
    {
        raw.SQLITE_ATTACH or raw.SQLITE_DETACH => raw.SQLITE_DENY,
        raw.SQLITE_PRAGMA => AllowsPragma(first.utf8_to_string(), second.utf8_to_string()) ? raw.SQLITE_OK : raw.SQLITE_DENY,
        raw.SQLITE_FUNCTION when second.utf8_to_string().Equals("load_extension", StringComparison.OrdinalIgnoreCase) => raw.SQLITE_DENY,
        _ => raw.SQLITE_OK,
    };

    private static bool AllowsPragma(string name, string? value)
        => Pragmas.Contains(name) || value is null && ReadOnlyPragmas.Contains(name);
}
