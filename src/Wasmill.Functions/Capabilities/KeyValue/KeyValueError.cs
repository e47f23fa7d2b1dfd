namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The errors of <c>key-value</c>, by their tag in the ABI. <see cref="Io"/> carries a text.</summary>
internal enum KeyValueError : byte
{
    /// <summary>The call already has <see cref="KeyValueHandles.Limit"/> open stores.</summary>
    StoreTableFull = 0,

    /// <summary>The store does not exist. Never returned: loading a function checks that its granted stores exist.</summary>
    NoSuchStore = 1,

    /// <summary>The component was not granted this store.</summary>
    AccessDenied = 2,

    /// <summary>The number is not the number of an open store.</summary>
    InvalidStore = 3,

    /// <summary>The store does not have this key.</summary>
    NoSuchKey = 4,

    /// <summary>The store failed, or a key or value is too large; the text says which.</summary>
    Io = 5,
}
