namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The errors of <c>key-value</c>, by their tag in the ABI. <see cref="Io"/> carries a text.</summary>
internal enum KeyValueError : byte
{
    /// <summary>The call has <see cref="KeyValueHandles.Limit"/> stores open.</summary>
    StoreTableFull = 0,

    /// <summary>There is no such store. Not given here: that a granted store is there is checked when the function is loaded.</summary>
    NoSuchStore = 1,

    /// <summary>The component was not granted this store.</summary>
    AccessDenied = 2,

    /// <summary>The number is not that of an open store.</summary>
    InvalidStore = 3,

    /// <summary>The store has no such key.</summary>
    NoSuchKey = 4,

    /// <summary>The store could not do it, or a key or value is too large; the text says what.</summary>
    Io = 5,
}
