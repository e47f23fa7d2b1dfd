namespace Wasmill.Functions.Inspection;

/// <summary>The description of a WebAssembly file.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Abi">The kind in words.</param>
/// <param name="Advice">One line that says why this version does not run the file and what to do; null if it runs it.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Digest">The SHA-256 of the bytes in lower-case hexadecimal.</param>
/// <param name="Imports">The imports in order.</param>
/// <param name="Exports">The exports in order.</param>
/// <param name="Memories">The memories that the module defines; those of modules nested in a component are not listed.</param>
/// <param name="Producers">The tools that made the file, as it declares.</param>
/// <param name="Build">The build information of <c>wasmill build</c>; null for modules from other tools.</param>
public sealed record ModuleReport(
    ModuleKind Kind,
    string Abi,
    string? Advice,
    long Bytes,
    string Digest,
    IReadOnlyList<ModuleItem> Imports,
    IReadOnlyList<ModuleItem> Exports,
    IReadOnlyList<ModuleMemory> Memories,
    IReadOnlyList<ModuleProducer> Producers,
    BuildNote? Build);
