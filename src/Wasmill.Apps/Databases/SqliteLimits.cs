namespace Wasmill.Apps.Databases;

/// <summary>The limits of SQLite databases.</summary>
public sealed record SqliteLimits
{
    /// <summary>The default limits.</summary>
    public static SqliteLimits Default { get; } = new();

    /// <summary>The size of a database in bytes, without its log of uncommitted changes.</summary>
    /// <value>Default 1 GiB.</value>
    public long DatabaseBytes { get; init; } = 1L << 30;

    /// <summary>The size in bytes of the temporary tables of a connection.</summary>
    /// <value>Default 256 MiB.</value>
    public long TemporaryBytes { get; init; } = 256L << 20;

    /// <summary>The size of one value in bytes, as of a key-value store.</summary>
    /// <value>Default 16 MiB.</value>
    public int ValueBytes { get; init; } = 16 << 20;

    /// <summary>The size of a result in bytes, where each value counts 32 bytes more than its length.</summary>
    /// <value>Default 16 MiB.</value>
    public int ResultBytes { get; init; } = 16 << 20;

    /// <summary>The length of a statement in bytes.</summary>
    /// <value>Default 1 MiB.</value>
    public int StatementBytes { get; init; } = 1 << 20;
}
