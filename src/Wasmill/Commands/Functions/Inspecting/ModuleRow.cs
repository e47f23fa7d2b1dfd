using Wasmill.Functions.Inspection;

namespace Wasmill.Commands.Functions.Inspecting;

/// <summary>A module as <c>inspect -o json</c> gives it.</summary>
/// <param name="Path">The file.</param>
/// <param name="Kind">Kind of module: a name of <see cref="ModuleKind"/> in camel case.</param>
/// <param name="Abi">The kind in words.</param>
/// <param name="Advice">Reason why the module is not run, with advice; absent if it can be run.</param>
/// <param name="Bytes">Length in bytes.</param>
/// <param name="Sha256">The digest of its bytes.</param>
/// <param name="Memories">Its memories.</param>
/// <param name="Imports">Its imports.</param>
/// <param name="Exports">Its exports.</param>
/// <param name="Producers">Tools that made the module.</param>
/// <param name="Build">Build record of <c>wasmill build</c>; absent for other modules.</param>
internal sealed record ModuleRow(
    string Path,
    string Kind,
    string Abi,
    string? Advice,
    long Bytes,
    string Sha256,
    IReadOnlyList<ModuleMemory> Memories,
    IReadOnlyList<ModuleItem> Imports,
    IReadOnlyList<ModuleItem> Exports,
    IReadOnlyList<ModuleProducer> Producers,
    BuildNote? Build)
{
    /// <summary>The row of a report.</summary>
    public static ModuleRow Of(string path, ModuleReport report)
    {
        var kind = report.Kind.ToString();
        return new ModuleRow(
            path, char.ToLowerInvariant(kind[0]) + kind[1..], report.Abi, report.Advice, report.Bytes, report.Digest, report.Memories,
            report.Imports, report.Exports, report.Producers, report.Build);
    }
}
