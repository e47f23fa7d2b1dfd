using Wasmill.Functions.Databases;

namespace Wasmill.Apps.Databases;

/// <summary>Databases in SQLite files. Several labels, and several processes, may share a file.</summary>
public sealed class SqliteDatabases : ISqliteDatabases
{
    private readonly Dictionary<string, SqliteDatabaseFile> _files;

    /// <summary>Sets the files. A file is opened or created at its first use.</summary>
    /// <param name="paths">The file of each label. A missing file is created with its folder.</param>
    /// <param name="limits">The limits of each database.</param>
    /// <param name="time">The clock.</param>
    public SqliteDatabases(IReadOnlyDictionary<string, string> paths, SqliteLimits limits, TimeProvider time)
        => _files = paths.ToDictionary(
            pair => pair.Key, pair => new SqliteDatabaseFile(Path.GetFullPath(pair.Value), limits, time), StringComparer.Ordinal);

    /// <inheritdoc />
    public ISqliteDatabase? Find(string label) => _files.GetValueOrDefault(label);
}
