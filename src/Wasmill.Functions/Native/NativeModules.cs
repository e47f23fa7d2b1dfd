namespace Wasmill.Functions.Native;

/// <summary>Compiles modules, and turns them into bytes and back.</summary>
internal static unsafe class NativeModules
{
    /// <summary>Compiles a module.</summary>
    /// <exception cref="SandboxException">It is not valid.</exception>
    public static CompiledModuleHandle Compile(EngineHandle engine, ReadOnlySpan<byte> bytes)
    {
        nint module;
        fixed (byte* pointer = bytes)
            NativeResult.Check(ModuleApi.New(engine.Value, pointer, (nuint)bytes.Length, &module));
        return new CompiledModuleHandle(module);
    }

    /// <summary>Loads native code. Wasmtime does not look at it: whoever calls has verified it.</summary>
    /// <exception cref="SandboxException">It was made by another version, with other settings, or for another processor.</exception>
    public static CompiledModuleHandle Deserialize(EngineHandle engine, ReadOnlySpan<byte> artefact)
    {
        nint module;
        fixed (byte* pointer = artefact)
            NativeResult.Check(ModuleApi.Deserialize(engine.Value, pointer, (nuint)artefact.Length, &module));
        return new CompiledModuleHandle(module);
    }

    /// <summary>The native code of a module.</summary>
    public static byte[] Serialize(CompiledModuleHandle module)
    {
        ByteVector artefact;
        NativeResult.Check(ModuleApi.Serialize(module.Value, &artefact));
        var bytes = artefact.ToArray();
        VectorApi.Delete(&artefact);
        return bytes;
    }
}
