namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>The kind of a WebAssembly file, judged by its imports and exports.</summary>
public enum ModuleKind
{
    /// <summary>A core module without a known handler.</summary>
    Unknown = 0,

    /// <summary>
    /// A core module with the Spin HTTP ABI and the names of 2022 and 2023: <c>handle-http-request</c>, <c>canonical_abi_realloc</c>.
    /// </summary>
    SpinHttp,

    /// <summary>The same ABI with its later names: <c>fermyon:spin/inbound-http#handle-request</c>, <c>cabi_realloc</c>.</summary>
    SpinHttpLate,

    /// <summary>The same ABI with its first name, used until March 2022: <c>handler</c>.</summary>
    SpinHttpOldest,

    /// <summary>A WASI command, which a manifest can run as a WAGI program: <c>_start</c>.</summary>
    WagiCommand,

    /// <summary>A module or component for Spin's Redis trigger.</summary>
    RedisTrigger,

    /// <summary>A core module of <c>wasi:http/incoming-handler</c> 0.2, as the Rust SDKs 3 to 5 of Spin make it.</summary>
    WasiHttp02Module,

    /// <summary>A core module of its release candidate of October 2023, as the Rust SDK 2 of Spin makes it.</summary>
    WasiHttp2023Module,

    /// <summary>A core module of another release candidate of <c>wasi:http</c> 0.2.</summary>
    WasiHttpCandidateModule,

    /// <summary>A core module of <c>wasi:http/handler</c> 0.3, including release candidates.</summary>
    WasiHttp03Module,

    /// <summary>A component of <c>wasi:http/incoming-handler</c> 0.2.</summary>
    WasiHttp02,

    /// <summary>A component of <c>wasi:http/handler</c> 0.3, including release candidates.</summary>
    WasiHttp03,

    /// <summary>A component of a release candidate of <c>wasi:http</c> 0.2, from 2023.</summary>
    WasiHttpCandidate,

    /// <summary>A component of <c>fermyon:spin/inbound-http</c>.</summary>
    SpinHttpComponent,

    /// <summary>A component of <c>wasi:cli/run</c>: a command.</summary>
    CommandComponent,

    /// <summary>A component without a known handler.</summary>
    UnknownComponent,
}
