namespace Wasmill.Functions.Inspection;

/// <summary>What a WebAssembly file says about itself.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Abi">The same in words.</param>
/// <param name="Advice">Why this version does not run it and what to do, in one line; null when it can be run.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Imports">Its imports in order.</param>
/// <param name="Exports">Its exports in order.</param>
/// <param name="Memories">The memories that it defines; a component's lie in the modules inside and are not listed.</param>
/// <param name="Producers">What it was made with, by its own account.</param>
/// <param name="Build">What <c>wasmill build</c> wrote down about it; null for modules from elsewhere.</param>
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
