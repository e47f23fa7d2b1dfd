namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The errors of <c>fermyon:spin/key-value@2.0.0</c>, by their number. <see cref="Other"/> carries a text.</summary>
internal enum StoreError : byte
{
    /// <summary>The call already has <see cref="KeyValueHandles.Limit"/> open stores.</summary>
    StoreTableFull = 0,

    /// <summary>The store does not exist. Never returned: loading a function checks that its granted stores exist.</summary>
    NoSuchStore = 1,

    /// <summary>The component was not granted this store.</summary>
    AccessDenied = 2,

    /// <summary>The store failed, or a key or value is too large; the text says which.</summary>
    Other = 3,
}
