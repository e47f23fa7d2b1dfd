namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>
/// Stores in SQLite files, in Spin's format (table <c>spin_key_value</c>). Several labels, and several processes, may share a file.
/// </summary>
public sealed class SqliteKeyValueStores : IKeyValueStores, IDisposable
{
    private readonly Dictionary<string, SqliteFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteKeyValueStore> _stores = new(StringComparer.Ordinal);

    /// <summary>Sets the files. A file is opened or created at its first use.</summary>
    /// <param name="paths">The file of each label. A missing file is created with its folder.</param>
    /// <param name="time">The clock.</param>
    public SqliteKeyValueStores(IReadOnlyDictionary<string, string> paths, TimeProvider time)
    {
        foreach (var (label, path) in paths)
        {
            var full = Path.GetFullPath(path);
            if (!_files.TryGetValue(full, out var file))
                _files.Add(full, file = new SqliteFile(full, time));
            _stores.Add(label, new SqliteKeyValueStore(file, label));
        }
    }

    /// <inheritdoc />
    public IKeyValueStore? Find(string label) => _stores.GetValueOrDefault(label);

    /// <summary>Closes the files. Every function that uses them must be disposed first.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }
}
