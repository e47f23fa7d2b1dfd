namespace Wasmill.Functions.Inspection;

/// <summary>The description of a WebAssembly file.</summary>
public sealed record ModuleReport
{
    /// <summary>The kind.</summary>
    public required ModuleKind Kind { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Abi { get; init; }

    /// <summary>One line that says why this version does not run the file and what to do; null if it runs it.</summary>
    public required string? Advice { get; init; }

    /// <summary>The length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The SHA-256 of the bytes in lower-case hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>The imports in order.</summary>
    public required IReadOnlyList<ModuleItem> Imports { get; init; }

    /// <summary>The exports in order.</summary>
    public required IReadOnlyList<ModuleItem> Exports { get; init; }

    /// <summary>The memories that the module defines; those of modules nested in a component are not listed.</summary>
    public required IReadOnlyList<ModuleMemory> Memories { get; init; }

    /// <summary>How its memory is guarded, and how it gets a fresh state for each call; null for files that this version does not
    /// run.</summary>
    public required string? Sandbox { get; init; }

    /// <summary>The tools that made the file, as it declares.</summary>
    public required IReadOnlyList<ModuleProducer> Producers { get; init; }

    /// <summary>The build information of <c>wasmill build</c>; null for modules from other tools.</summary>
    public required BuildNote? Build { get; init; }
}
