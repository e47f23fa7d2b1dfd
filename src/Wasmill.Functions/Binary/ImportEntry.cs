namespace Wasmill.Functions.Binary;

/// <summary>One import of a module.</summary>
/// <param name="Module">The module it comes from.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Type">A function's type by number; 0 for anything else.</param>
internal readonly record struct ImportEntry(string Module, string Name, ExternalKind Kind, uint Type = 0);
