namespace Wasmill.Functions.Binary;

/// <summary>A module in two halves that behave together as the whole does.</summary>
/// <param name="Code">Everything but the memory and its initial content. Imports its memory as <c>m</c> <c>memory</c> with one page at least.</param>
/// <param name="Data">The memory and its initial content. Exports it as <c>memory</c>.</param>
internal sealed record SplitModule(byte[] Code, byte[] Data);
