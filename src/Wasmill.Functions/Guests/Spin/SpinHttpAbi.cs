using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Guests.Spin;

// Tested by: EchoTests, SignatureAttackTests
/// <summary>The exports of the Spin HTTP core ABI. All versions share one layout; the names changed with wit-bindgen 0.5.</summary>
/// <param name="HandleName">The function that handles a request.</param>
/// <param name="ReallocName">The guest's allocator.</param>
internal sealed record SpinHttpAbi(string HandleName, string ReallocName)
{
    /// <summary>The names of wit-bindgen 0.2, used by the SDKs of 2022 and 2023.</summary>
    public static SpinHttpAbi Earlier { get; } = new("handle-http-request", "canonical_abi_realloc");

    /// <summary>The names of wit-bindgen 0.5 and later.</summary>
    public static SpinHttpAbi Later { get; } = new("fermyon:spin/inbound-http#handle-request", "cabi_realloc");

    /// <summary>The names before March 2022.</summary>
    public static SpinHttpAbi Oldest { get; } = new("handler", "canonical_abi_realloc");

    /// <summary>Detects the names that a module uses.</summary>
    /// <exception cref="FunctionLoadException">The module has none of them; the message lists the missing and the existing
    /// exports.</exception>
    public static SpinHttpAbi Detect(string name, IReadOnlyList<ExportEntry> exports)
    {
        foreach (var abi in (ReadOnlySpan<SpinHttpAbi>)[Earlier, Later, Oldest])
        {
            if (abi.Missing(exports).Count == 0)
                return abi;
        }

        if (exports.Any(export => export.Name == "_start" && export.Kind == ExternalKind.Function)
            && exports.All(export => export.Name != Later.HandleName && export.Name != Earlier.HandleName))
            throw new FunctionLoadException($"{name} is a WASI command, not a module in the Spin HTTP ABI: run it as a WAGI program, "
                + "with executor = { type = \"wagi\" } in its trigger in spin.toml");
        var closest = exports.Any(export => export.Name == Later.HandleName) ? Later : Earlier;
        var present = exports.Count == 0
            ? "nothing"
            : string.Join(", ", exports.Take(8).Select(export => export.Name)) + (exports.Count > 8 ? ", ..." : "");
        throw new FunctionLoadException($"{name} is not a module in the Spin HTTP ABI: it does not export "
            + $"{string.Join(", ", closest.Missing(exports))} (it exports {present})");
    }

    private List<string> Missing(IReadOnlyList<ExportEntry> exports)
    {
        var missing = new List<string>();
        foreach (var (export, kind) in (ReadOnlySpan<(string, ExternalKind)>)[
            (HandleName, ExternalKind.Function),
            (ReallocName, ExternalKind.Function),
            ("memory", ExternalKind.Memory),
        ])
        {
            if (!exports.Any(candidate => candidate.Name == export && candidate.Kind == kind))
                missing.Add(export);
        }

        return missing;
    }
}
