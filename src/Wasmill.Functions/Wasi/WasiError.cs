namespace Wasmill.Functions.Wasi;

/// <summary>The error numbers of WASI preview 1 that Wasmill gives.</summary>
internal enum WasiError
{
    Success = 0,
    BadDescriptor = 8,
    Fault = 21,
    Invalid = 28,
    NotImplemented = 52,
    SeekOnPipe = 70,
}
