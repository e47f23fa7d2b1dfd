using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>The names of the handlers of <c>wasi:http</c> in core modules.</summary>
internal static class WasiHttpNames
{
    /// <summary>The release candidate of October 2023, which Spin 2 has.</summary>
    public const string Candidate = "0.2.0-rc-2023-10-18";

    private const string Incoming = "wasi:http/incoming-handler@";
    private const string Function = "#handle";
    private const string Asynchronous = "[async-lift]wasi:http/handler@";

    /// <summary>Finds the handler of a version that this host runs; null if there is none.</summary>
    public static string? FindHandler(IReadOnlyList<ExportEntry> exports)
        => Find(exports, Incoming, name => IsReleased(VersionOf(name)) || VersionOf(name) == Candidate);

    /// <summary>Recognizes the handler of a core module; null if it has none.</summary>
    public static ModuleKind? Recognize(IReadOnlyList<ExportEntry> exports)
    {
        if (FindHandler(exports) is { } known)
            return VersionOf(known) == Candidate ? ModuleKind.WasiHttp2023Module : ModuleKind.WasiHttp02Module;
        if (Find(exports, Incoming, static _ => true) is not null)
            return ModuleKind.WasiHttpCandidateModule;
        return Find(exports, Asynchronous, static _ => true) is null ? null : ModuleKind.WasiHttp03Module;
    }

    /// <summary>
    /// Returns the interface of an import as a <see cref="Calls.HostFunction"/> names it: a released version of WASI without its last
    /// number, since they only add to each other.
    /// </summary>
    public static string WithoutPatch(string module)
    {
        var version = module.IndexOf('@', StringComparison.Ordinal);
        return version > 0 && module.StartsWith("wasi:", StringComparison.Ordinal) && IsReleased(module[(version + 1)..])
            ? module[..module.LastIndexOf('.')]
            : module;
    }

    /// <summary>Indicates whether an import belongs to WASI or Spin as components see them.</summary>
    public static bool IsInterface(string module)
        => module.StartsWith("wasi:", StringComparison.Ordinal)
            || module.StartsWith("spin:", StringComparison.Ordinal)
            || module.StartsWith("fermyon:spin/", StringComparison.Ordinal);

    // 0.2 and a number.
    private static bool IsReleased(string version)
        => version.Length > 4
            && version.StartsWith("0.2.", StringComparison.Ordinal)
            && !version.AsSpan(4).ContainsAnyExceptInRange('0', '9');

    private static string VersionOf(string name) => name[Incoming.Length..^Function.Length];

    private static string? Find(IReadOnlyList<ExportEntry> exports, string prefix, Func<string, bool> isWanted)
        => exports.FirstOrDefault(export => export.Kind == ExternalKind.Function
            && export.Name.Length > prefix.Length + Function.Length
            && export.Name.StartsWith(prefix, StringComparison.Ordinal)
            && export.Name.EndsWith(Function, StringComparison.Ordinal)
            && isWanted(export.Name)).Name;
}
