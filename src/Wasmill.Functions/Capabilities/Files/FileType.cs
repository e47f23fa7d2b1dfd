namespace Wasmill.Functions.Capabilities.Files;

/// <summary>Kinds of files as WASI numbers them. Guests see no links: a link is what it points to.</summary>
internal enum FileType : byte
{
    /// <summary>What it is cannot be said; for example a link that leaves its mount.</summary>
    Unknown = 0,

    /// <summary>A folder.</summary>
    Directory = 3,

    /// <summary>A file.</summary>
    Regular = 4,
}
