namespace Wasmill.Functions.Capabilities.KeyValue;

// Tested by: SqliteKeyValueStoresTests
/// <summary>One store: the rows of a file with its label.</summary>
internal sealed class SqliteKeyValueStore(SqliteFile file, string label) : IKeyValueStore
{
    /// <inheritdoc />
    public byte[]? Get(string key, TimeSpan patience)
    {
        using var lease = file.Rent(patience);
        return lease.Session.Get(label, key);
    }

    /// <inheritdoc />
    public void Set(string key, ReadOnlySpan<byte> value, TimeSpan patience)
    {
        using var lease = file.Rent(patience);
        lease.Session.Set(label, key, value);
    }

    /// <inheritdoc />
    public void Delete(string key, TimeSpan patience)
    {
        using var lease = file.Rent(patience);
        lease.Session.Delete(label, key);
    }

    /// <inheritdoc />
    public bool Exists(string key, TimeSpan patience)
    {
        using var lease = file.Rent(patience);
        return lease.Session.Exists(label, key);
    }

    /// <inheritdoc />
    public IReadOnlyList<string> GetKeys(int limit, TimeSpan patience)
    {
        using var lease = file.Rent(patience);
        return lease.Session.GetKeys(label, limit);
    }
}
