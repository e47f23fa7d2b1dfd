using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Spin;

/// <summary>The exports of the Spin HTTP core ABI of 2022 and 2023 (wit-bindgen 0.2 names).</summary>
internal static class SpinHttpExports
{
    public const string Handle = "handle-http-request";
    public const string Realloc = "canonical_abi_realloc";
    public const string LaterRealloc = "cabi_realloc";
    public const string Free = "canonical_abi_free";
    public const string Initialize = "_initialize";

    /// <summary>Checks that a module can be called in this ABI.</summary>
    /// <exception cref="FunctionLoadException">It cannot; the message says what is missing and what is there.</exception>
    public static void Check(string name, IReadOnlyList<ExportEntry> exports)
    {
        var missing = new List<string>();
        foreach (var (export, kind) in (ReadOnlySpan<(string, ExternalKind)>)[(Handle, ExternalKind.Function), (Realloc, ExternalKind.Function), ("memory", ExternalKind.Memory)])
        {
            if (!Has(exports, export, kind))
                missing.Add(export);
        }

        if (missing.Count == 0)
            return;

        var present = exports.Count == 0 ? "nothing" : string.Join(", ", exports.Take(8).Select(export => export.Name)) + (exports.Count > 8 ? ", ..." : "");
        throw new FunctionLoadException($"{name} is not a module in the Spin HTTP ABI: it does not export {string.Join(", ", missing)} (it exports {present})");
    }

    /// <summary>Whether a function of this name is exported.</summary>
    public static bool HasFunction(IReadOnlyList<ExportEntry> exports, string name) => Has(exports, name, ExternalKind.Function);

    private static bool Has(IReadOnlyList<ExportEntry> exports, string name, ExternalKind kind)
        => exports.Any(export => export.Name == name && export.Kind == kind);
}
