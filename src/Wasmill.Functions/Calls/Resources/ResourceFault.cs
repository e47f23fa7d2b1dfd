namespace Wasmill.Functions.Calls.Resources;

/// <summary>The reason why a handle cannot be used.</summary>
internal enum ResourceFault
{
    /// <summary>It can be used.</summary>
    None = 0,

    /// <summary>No open resource has this handle.</summary>
    Unknown,

    /// <summary>The resource has another type.</summary>
    WrongType,

    /// <summary>Other resources were made of it and are open.</summary>
    HasChildren,
}
