namespace Wasmill.Functions.Binary;

/// <summary>One export of a module.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Index">The index in the index space of its kind, which begins with the imports.</param>
/// <param name="Signature">The type of an exported function; null for other kinds and for function types that were not read.</param>
internal readonly record struct ExportEntry(string Name, ExternalKind Kind, uint Index, FunctionSignature? Signature);
