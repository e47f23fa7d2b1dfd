namespace Wasmill.Functions.Capabilities.Files;

/// <summary>The error numbers of WASI preview 1 that Wasmill returns.</summary>
internal enum WasiError
{
    Success = 0,
    BadDescriptor = 8,
    Exists = 20,
    Fault = 21,
    IllegalBytes = 25,
    Invalid = 28,
    Io = 29,
    IsDirectory = 31,
    TooManyOpen = 33,
    NameTooLong = 37,
    NoEntry = 44,
    NotImplemented = 52,
    NotDirectory = 54,
    ReadOnlyFileSystem = 69,
    SeekOnPipe = 70,
    NotCapable = 76,
}
