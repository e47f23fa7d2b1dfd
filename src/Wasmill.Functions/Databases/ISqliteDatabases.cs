namespace Wasmill.Functions.Databases;

/// <summary>
/// The SQLite databases of a host, by label. <see cref="FunctionConfig.SqliteDatabases"/> decides which component may open which label.
/// </summary>
public interface ISqliteDatabases
{
    /// <summary>Finds the database of a label; null if absent. Does no I/O: the file is opened by its connections.</summary>
    ISqliteDatabase? Find(string label);
}
