using Wasmill.Functions.Calls;
using Wasmill.Functions.Databases;

namespace Wasmill.Functions.Capabilities.Sqlite;

/// <summary>The capability to open SQLite databases.</summary>
internal static class SqliteCapability
{
    private static readonly GrantKey<IReadOnlyDictionary<string, ISqliteDatabase>> Granted = new(new Dictionary<string, ISqliteDatabase>());
    private static readonly CallState<SqliteConnections> Opened = new(static _ => new SqliteConnections());

    /// <summary>Prepares the grant of a configuration.</summary>
    /// <exception cref="FunctionLoadException">The host does not have the database.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config)
        => config.SqliteDatabases.Count == 0
            ? grants
            : grants.With(Granted, config.SqliteDatabases.Distinct().ToDictionary(label => label, label => Find(config, label)));

    /// <summary>Gets the databases that the function of a call may open, by label.</summary>
    public static IReadOnlyDictionary<string, ISqliteDatabase> DatabasesOf(GuestCall call) => Granted.From(call);

    /// <summary>Gets the open connections of a call.</summary>
    public static SqliteConnections OpenedBy(GuestCall call) => Opened.From(call);

    private static ISqliteDatabase Find(FunctionConfig config, string label) => config.Sqlite?.Find(label)
        ?? throw new FunctionLoadException($"{config.Name} is granted the SQLite database {label}, which does not exist on this host; "
            + $"set its file in the runtime config file under [sqlite_database.{label}]");
}
