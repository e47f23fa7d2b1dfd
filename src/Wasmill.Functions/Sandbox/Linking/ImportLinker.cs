using System.Text;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Linking;

// Tested by: HostFunctionTests
/// <summary>Creates native linkers for the imports of a module.</summary>
internal static unsafe class ImportLinker
{
    /// <summary>Creates a linker with every binding; the callback gets the binding's number.</summary>
    public static LinkerHandle Create(EngineHandle engine, ImportBinding[] bindings)
    {
        var linker = new LinkerHandle(LinkerApi.New(engine.Value));
        LinkerApi.AllowShadowing(linker.Value, 1);
        for (var i = 0; i < bindings.Length; i++)
            Define(linker, bindings[i], i);
        return linker;
    }

    private static void Define(LinkerHandle linker, ImportBinding binding, int number)
    {
        var module = Encoding.UTF8.GetBytes(binding.Module);
        var name = Encoding.UTF8.GetBytes(binding.Name);
        var type = NewType(binding.Function.Parameters, binding.Function.Results);
        fixed (byte* modulePointer = module, namePointer = name)
        {
            var error = LinkerApi.DefineFunction(
                linker.Value, modulePointer, (nuint)module.Length, namePointer, (nuint)name.Length, type, HostCallback.Address,
                (void*)(nint)number, 0);
            VectorApi.DeleteFunctionType(type);
            NativeResult.Check(error);
        }
    }

    private static nint NewType(string parameters, string results)
    {
        ByteVector parameterTypes;
        ByteVector resultTypes;
        NewTypes(parameters, &parameterTypes);
        NewTypes(results, &resultTypes);
        // Takes ownership of both vectors.
        return VectorApi.NewFunctionType(&parameterTypes, &resultTypes);
    }

    private static void NewTypes(string letters, ByteVector* vector)
    {
        var types = stackalloc nint[letters.Length];
        for (var i = 0; i < letters.Length; i++)
            types[i] = VectorApi.NewValueType((byte)"iIfF".IndexOf(letters[i], StringComparison.Ordinal));
        VectorApi.NewValueTypes(vector, (nuint)letters.Length, types);
    }
}
