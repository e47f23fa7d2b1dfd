using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>Recognizes the kind of a WebAssembly file. Refuses kinds that this host does not run, with one line of advice.</summary>
internal static class ModuleRecognizer
{
    private const string IncomingHandler = "wasi:http/incoming-handler@";
    private const string Handler = "wasi:http/handler@";
    private const string Asynchronous = "[async-lift]";
    private const string Rebuild = "build it as a core module in the Spin HTTP ABI, as \"wasmill build\" does";

    /// <summary>Recognizes the kind of a core module.</summary>
    public static ModuleKind Recognize(IReadOnlyList<ExportEntry> exports)
    {
        if (HasFunction(exports, "handle-http-request"))
            return ModuleKind.SpinHttp;
        if (HasFunction(exports, "fermyon:spin/inbound-http#handle-request"))
            return ModuleKind.SpinHttpLate;
        if (HasFunction(exports, "handle-redis-message") || HasFunction(exports, "fermyon:spin/inbound-redis#handle-message"))
            return ModuleKind.RedisTrigger;
        if (WasiHttpNames.Recognize(exports) is { } kind)
            return kind;
        if (HasFunction(exports, "handler") && HasFunction(exports, "canonical_abi_realloc"))
            return ModuleKind.SpinHttpOldest;
        return HasFunction(exports, "_start") ? ModuleKind.WagiCommand : ModuleKind.Unknown;
    }

    /// <summary>Recognizes the kind of a component by its exports.</summary>
    public static ModuleKind RecognizeComponent(IReadOnlyList<ModuleItem> exports)
    {
        foreach (var name in exports.Select(export => export.Name))
        {
            if (name.StartsWith(IncomingHandler, StringComparison.Ordinal))
                return name.Contains("-rc-", StringComparison.Ordinal) ? ModuleKind.WasiHttpCandidate : ModuleKind.WasiHttp02;
            if (name.StartsWith(Handler, StringComparison.Ordinal))
                return ModuleKind.WasiHttp03;
            if (IsInterface(name, "fermyon:spin/inbound-http"))
                return ModuleKind.SpinHttpComponent;
            if (IsInterface(name, "fermyon:spin/inbound-redis") || IsInterface(name, "spin:redis/inbound-redis"))
                return ModuleKind.RedisTrigger;
        }

        return exports.Any(export => IsInterface(export.Name, "wasi:cli/run")) ? ModuleKind.CommandComponent : ModuleKind.UnknownComponent;
    }

    /// <summary>Describes the ABI in words.</summary>
    public static string Describe(ModuleKind kind, IReadOnlyList<ModuleItem> exports) => kind switch
    {
        ModuleKind.SpinHttp => "Spin HTTP core module (handle-http-request)",
        ModuleKind.SpinHttpLate => "Spin HTTP core module (fermyon:spin/inbound-http#handle-request)",
        ModuleKind.SpinHttpOldest => "Spin HTTP core module of early 2022 (handler)",
        ModuleKind.WagiCommand => "WASI command (_start), which runs as a WAGI program",
        ModuleKind.RedisTrigger => "function of Spin's Redis trigger",
        ModuleKind.WasiHttp02Module or ModuleKind.WasiHttp03Module => $"core module of {HandlerName(exports)}",
        ModuleKind.WasiHttp2023Module or ModuleKind.WasiHttpCandidateModule =>
            $"core module of the release candidate {HandlerName(exports)}",
        ModuleKind.WasiHttp02 or ModuleKind.WasiHttp03 => $"component of {HandlerName(exports)}",
        ModuleKind.WasiHttpCandidate => $"component of the release candidate {HandlerName(exports)}",
        ModuleKind.SpinHttpComponent => "component of fermyon:spin/inbound-http",
        ModuleKind.CommandComponent => "component of wasi:cli/run, a command",
        ModuleKind.UnknownComponent => "component without a known handler",
        _ => "core module without a known handler",
    };

    /// <summary>
    /// Explains why a kind is not run and what to do; null for a supported kind, and for unknown modules, whose load error names the
    /// missing exports.
    /// </summary>
    public static string? Advise(ModuleKind kind) => kind switch
    {
        ModuleKind.RedisTrigger => "wasmill passes events to functions as HTTP requests: change its handler to Spin's HTTP handler",
        ModuleKind.WasiHttp02 => $"this version of wasmill runs core modules: {Rebuild}",
        ModuleKind.WasiHttp03 or ModuleKind.WasiHttp03Module => $"its asynchronous interface is not supported: {Rebuild}",
        ModuleKind.WasiHttpCandidate or ModuleKind.WasiHttpCandidateModule => $"that interface was never released: {Rebuild}",
        ModuleKind.SpinHttpComponent => "this version of wasmill runs core modules: use the core module that the component was made from",
        ModuleKind.CommandComponent =>
            "this version of wasmill runs core modules: build the command for wasm32-wasi (wasm32-wasip1) without making it a component",
        ModuleKind.UnknownComponent => $"this version of wasmill runs core modules: {Rebuild}",
        _ => null,
    };

    /// <summary>Refuses kinds that this host does not run, before anything is compiled.</summary>
    /// <exception cref="FunctionLoadException">The file is of such a kind; the message is one line.</exception>
    /// <exception cref="MalformedModuleException">The bytes are not WebAssembly.</exception>
    public static void RefuseForeign(ReadOnlyMemory<byte> bytes, string name)
    {
        var (kind, exports) = BinaryModule.IsComponent(bytes.Span)
            ? Component(ModuleComponentReader.Read(bytes.Span).Exports)
            : Core(BinaryModule.Parse(bytes).Exports);
        if (Advise(kind) is { } advice)
            throw new FunctionLoadException(
                $"{name} is a {(kind == ModuleKind.RedisTrigger ? "" : "WebAssembly ")}{Describe(kind, exports)}; {advice}");
    }

    private static (ModuleKind Kind, IReadOnlyList<ModuleItem> Exports) Core(IReadOnlyList<ExportEntry> exports)
        => (Recognize(exports), [.. exports.Select(export => new ModuleItem(null, export.Name, ""))]);

    private static (ModuleKind Kind, IReadOnlyList<ModuleItem> Exports) Component(IReadOnlyList<ModuleItem> exports)
        => (RecognizeComponent(exports), exports);

    // Without the function and its marks, which only core modules have.
    private static string HandlerName(IReadOnlyList<ModuleItem> exports)
        => exports.Select(export => export.Name.Replace(Asynchronous, "", StringComparison.Ordinal).Split('#')[0])
            .First(name => name.StartsWith(IncomingHandler, StringComparison.Ordinal)
                || name.StartsWith(Handler, StringComparison.Ordinal));

    private static bool HasFunction(IReadOnlyList<ExportEntry> exports, string name)
        => exports.Any(export => export.Kind == ExternalKind.Function && export.Name == name);

    private static bool IsInterface(string name, string wanted)
        => name == wanted || name.StartsWith(wanted, StringComparison.Ordinal) && name[wanted.Length] == '@';
}
