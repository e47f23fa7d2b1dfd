using Wasmill.Functions.Binary;
using Wasmill.Functions.Wasi;
using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>Links a module's imports: WASI preview 1, and stubs for the interfaces of Spin that exist but are not available.</summary>
internal static class HostImports
{
    // The import modules of Spin's core-module SDKs: wit-bindgen 0.2 names, then the later ones.
    private static readonly HashSet<string> KnownModules =
    [
        "spin-config", "wasi-outbound-http", "key-value", "outbound-redis", "outbound-pg", "outbound-mysql", "sqlite", "llm",
        "fermyon:spin/config", "fermyon:spin/http", "fermyon:spin/key-value", "fermyon:spin/redis", "fermyon:spin/postgres",
        "fermyon:spin/mysql", "fermyon:spin/sqlite", "fermyon:spin/llm",
    ];

    /// <summary>Defines everything a module imports.</summary>
    /// <exception cref="FunctionLoadException">It imports something that no host of this ABI offers; the message names it.</exception>
    public static void Define(Linker linker, Module module, string name)
    {
        foreach (var import in module.Imports)
        {
            if (import is MemoryImport && import.ModuleName == ModuleSplitter.MemoryModule)
                continue;

            if (import is not FunctionImport function)
                throw new FunctionLoadException($"{name} imports {import.ModuleName}.{import.Name}, which is no function: this host offers functions only");

            if (import.ModuleName == Preview1.ModuleName && Preview1.Functions.TryGetValue(import.Name, out var known))
                DefineWasi(linker, known, function);
            else if (KnownModules.Contains(import.ModuleName))
                DefineStub(linker, function);
            else
                throw new FunctionLoadException($"{name} imports {import.ModuleName}.{import.Name}, which this host does not know");
        }
    }

    private static void DefineWasi(Linker linker, Preview1Function known, FunctionImport function)
    {
        var signature = string.Concat(function.Parameters.Select(kind => kind == ValueKind.Int64 ? 'I' : 'i'));
        if (signature != known.Parameters)
            throw new FunctionLoadException($"{Preview1.ModuleName}.{known.Name} is imported with other parameters than WASI preview 1 gives it");

        linker.DefineFunction(Preview1.ModuleName, known.Name, (caller, arguments, results) => Call(known, caller, arguments, results), function.Parameters, function.Results);
    }

    private static void Call(Preview1Function function, Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results)
    {
        Span<long> numbers = stackalloc long[arguments.Length];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = function.Parameters[i] == 'I' ? arguments[i].AsInt64() : arguments[i].AsInt32();

        var memory = caller.GetMemory("memory");
        var bytes = memory is null ? [] : memory.GetSpan(0, (int)Math.Min(memory.GetLength(), int.MaxValue));
        var error = function.Body((WasiCall)caller.GetData()!, new GuestMemory(bytes), numbers);
        if (results.Length > 0)
            results[0] = (int)error;
    }

    private static void DefineStub(Linker linker, FunctionImport function)
    {
        var called = $"{function.ModuleName}.{function.Name}";
        linker.DefineFunction(function.ModuleName, function.Name, (Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results) =>
            ((WasiCall)caller.GetData()!).End(FunctionFailure.Trap, $"trap: the function called {called}, which is not available yet"), function.Parameters, function.Results);
    }
}
