namespace Wasmill.Functions.Binary;

/// <summary>One import of a module.</summary>
/// <param name="Module">The module part of the import.</param>
/// <param name="Name">The name part of the import.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Type">The type number of a function; 0 for other kinds.</param>
internal readonly record struct ImportEntry(string Module, string Name, ExternalKind Kind, uint Type = 0);
