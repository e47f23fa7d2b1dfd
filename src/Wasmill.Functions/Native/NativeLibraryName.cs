namespace Wasmill.Functions.Native;

/// <summary>
/// The library of the Wasmtime package. Its C interface changes with every major version: the layouts here apply to 50.0.1 only.
/// </summary>
internal static class NativeLibraryName
{
    public const string Value = "wasmtime";
}
