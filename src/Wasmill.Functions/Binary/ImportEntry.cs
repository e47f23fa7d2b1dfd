namespace Wasmill.Functions.Binary;

/// <summary>One import of a module.</summary>
internal readonly record struct ImportEntry(string Module, string Name, ExternalKind Kind);
