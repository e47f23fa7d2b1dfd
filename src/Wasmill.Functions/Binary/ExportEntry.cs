namespace Wasmill.Functions.Binary;

/// <summary>One export of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its place in the index space of its kind; imports come first there.</param>
internal readonly record struct ExportEntry(string Name, ExternalKind Kind, uint Index);
