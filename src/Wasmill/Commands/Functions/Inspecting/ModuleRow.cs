using Wasmill.Functions.Inspection;

namespace Wasmill.Commands.Functions.Inspecting;

// Tested by: InspectCommandTests
/// <summary>A module as <c>inspect -o json</c> gives it.</summary>
internal sealed record ModuleRow
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>Kind of module: a name of <see cref="ModuleKind"/> in camel case.</summary>
    public required string Kind { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Abi { get; init; }

    /// <summary>The triggers of the components that have the module; absent if it has no manifest.</summary>
    public IReadOnlyList<ModuleTrigger>? Triggers { get; init; }

    /// <summary>Reason why the module is not run, with advice; absent if it can be run.</summary>
    public string? Advice { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>The digest of its bytes.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its memories.</summary>
    public required IReadOnlyList<ModuleMemory> Memories { get; init; }

    /// <summary>How its memory is guarded, and how it gets a fresh state for each call; absent if it is not run.</summary>
    public string? Sandbox { get; init; }

    /// <summary>Its imports.</summary>
    public required IReadOnlyList<ModuleItem> Imports { get; init; }

    /// <summary>Its exports.</summary>
    public required IReadOnlyList<ModuleItem> Exports { get; init; }

    /// <summary>Tools that made the module.</summary>
    public required IReadOnlyList<ModuleProducer> Producers { get; init; }

    /// <summary>Build record of <c>wasmill build</c>; absent for other modules.</summary>
    public BuildNote? Build { get; init; }

    /// <summary>The row of a report.</summary>
    public static ModuleRow Of(string path, ModuleReport report, IReadOnlyList<ModuleTrigger>? triggers)
    {
        var kind = report.Kind.ToString();
        return new ModuleRow
        {
            Path = path,
            Triggers = triggers,
            Kind = char.ToLowerInvariant(kind[0]) + kind[1..],
            Abi = report.Abi,
            Advice = report.Advice,
            Bytes = report.Bytes,
            Sha256 = report.Digest,
            Memories = report.Memories,
            Sandbox = report.Sandbox,
            Imports = report.Imports,
            Exports = report.Exports,
            Producers = report.Producers,
            Build = report.Build,
        };
    }
}
