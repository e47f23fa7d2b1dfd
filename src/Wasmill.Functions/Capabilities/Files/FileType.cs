namespace Wasmill.Functions.Capabilities.Files;

/// <summary>The types of files, as WASI numbers them. Guests see no links: a link appears as its target.</summary>
internal enum FileType : byte
{
    /// <summary>A file of unknown type; for example a link that leaves its mount.</summary>
    Unknown = 0,

    /// <summary>A folder.</summary>
    Directory = 3,

    /// <summary>A file.</summary>
    Regular = 4,
}
