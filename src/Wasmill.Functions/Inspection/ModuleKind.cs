namespace Wasmill.Functions.Inspection;

// Tested by: ModuleInspectorTests
/// <summary>What a WebAssembly file is, as far as its imports and exports tell.</summary>
public enum ModuleKind
{
    /// <summary>A core module without a handler that is known.</summary>
    Unknown = 0,

    /// <summary>A core module in the Spin HTTP ABI, in the names of 2022 and 2023: <c>handle-http-request</c>, <c>canonical_abi_realloc</c>.</summary>
    SpinHttp,

    /// <summary>The same ABI in its later names: <c>fermyon:spin/inbound-http#handle-request</c>, <c>cabi_realloc</c>.</summary>
    SpinHttpLate,

    /// <summary>The same ABI in its first name, until March 2022: <c>handler</c>.</summary>
    SpinHttpOldest,

    /// <summary>A WASI command, which a manifest can run as a WAGI program: <c>_start</c>.</summary>
    WagiCommand,

    /// <summary>A module or component for Spin's Redis trigger.</summary>
    RedisTrigger,

    /// <summary>A component of <c>wasi:http/incoming-handler</c> 0.2.</summary>
    WasiHttp02,

    /// <summary>A component of <c>wasi:http/handler</c> 0.3, candidates included.</summary>
    WasiHttp03,

    /// <summary>A component of a release candidate of <c>wasi:http</c> 0.2, from 2023.</summary>
    WasiHttpCandidate,

    /// <summary>A component of <c>fermyon:spin/inbound-http</c>.</summary>
    SpinHttpComponent,

    /// <summary>A component of <c>wasi:cli/run</c>: a command.</summary>
    CommandComponent,

    /// <summary>A component without a handler that is known.</summary>
    UnknownComponent,
}
