namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>Stores in SQLite files, as Spin keeps them (table <c>spin_key_value</c>). Several labels may share a file, and several processes too.</summary>
public sealed class SqliteKeyValueStores : IKeyValueStores, IDisposable
{
    private readonly Dictionary<string, SqliteFile> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteKeyValueStore> _stores = new(StringComparer.Ordinal);

    /// <summary>Names the files; none is opened or made before its first use.</summary>
    /// <param name="paths">The file of each label. A missing file is made, and its folder too.</param>
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

    /// <summary>Closes the files. Every function that uses them has been disposed before.</summary>
    public void Dispose()
    {
        foreach (var file in _files.Values)
            file.Dispose();
    }
}
