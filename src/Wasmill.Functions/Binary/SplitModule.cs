namespace Wasmill.Functions.Binary;

/// <summary>A module in two halves that together behave like the whole module.</summary>
/// <param name="Code">Everything but the memory and its initial content. Imports its memory as <c>m</c> <c>memory</c> with at least one
/// page.</param>
/// <param name="Data">The memory and its initial content.</param>
internal sealed record SplitModule(byte[] Code, DataHalf Data);
