namespace Wasmill.Functions.Native;

// Tested by: CanaryTests, RestoreTests
/// <summary>Compiles, serializes and maps modules.</summary>
internal static unsafe class NativeModules
{
    /// <summary>Converts a module from the text format to the binary format.</summary>
    /// <exception cref="SandboxException">The text is not a module.</exception>
    public static byte[] FromText(ReadOnlySpan<byte> text)
    {
        ByteVector module;
        fixed (byte* pointer = text)
            NativeResult.Check(ModuleApi.FromText(pointer, (nuint)text.Length, &module));
        var bytes = module.ToArray();
        VectorApi.Delete(&module);
        return bytes;
    }

    /// <summary>Validates a module without compiling it.</summary>
    /// <exception cref="SandboxException">The module is not valid.</exception>
    public static void Validate(EngineHandle engine, ReadOnlySpan<byte> bytes)
    {
        fixed (byte* pointer = bytes)
            NativeResult.Check(ModuleApi.Validate(engine.Value, pointer, (nuint)bytes.Length));
    }

    /// <summary>Compiles a module.</summary>
    /// <exception cref="SandboxException">The module is not valid.</exception>
    public static CompiledModuleHandle Compile(EngineHandle engine, ReadOnlySpan<byte> bytes)
    {
        nint module;
        fixed (byte* pointer = bytes)
            NativeResult.Check(ModuleApi.New(engine.Value, pointer, (nuint)bytes.Length, &module));
        return new CompiledModuleHandle(module);
    }

    /// <summary>Maps native code from a file that begins with it. Wasmtime does not check it: the caller must have verified it.</summary>
    /// <exception cref="SandboxException">The code was made by another version, with other settings, or for another processor.</exception>
    public static CompiledModuleHandle Map(EngineHandle engine, string path)
    {
        nint module;
        NativeResult.Check(ModuleApi.DeserializeFile(engine.Value, path, &module));
        return new CompiledModuleHandle(module);
    }

    /// <summary>Serializes the native code of a module.</summary>
    public static byte[] Serialize(CompiledModuleHandle module)
    {
        ByteVector artifact;
        NativeResult.Check(ModuleApi.Serialize(module.Value, &artifact));
        var bytes = artifact.ToArray();
        VectorApi.Delete(&artifact);
        return bytes;
    }
}
