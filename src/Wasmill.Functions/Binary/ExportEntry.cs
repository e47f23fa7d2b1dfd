namespace Wasmill.Functions.Binary;

/// <summary>One export of a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its place in the index space of its kind; imports come first there.</param>
/// <param name="Signature">Its type when it is a function; null when it is something else, or a function of a type that was not read.</param>
internal readonly record struct ExportEntry(string Name, ExternalKind Kind, uint Index, FunctionSignature? Signature);
