using Wasmill.Functions.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Spin;
using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>Links a module's imports to the host's functions; those of Spin's interfaces that this host does not offer end the guest when it calls them.</summary>
internal static class HostImports
{
    /// <summary>Defines everything a module imports.</summary>
    /// <exception cref="FunctionLoadException">It imports something that no host of this ABI offers; the message names it.</exception>
    public static void Define(Linker linker, Module module, string name, IReadOnlyList<HostFunction> functions)
    {
        foreach (var import in module.Imports)
        {
            if (import is MemoryImport && import.ModuleName == ModuleSplitter.MemoryModule)
                continue;

            if (import is not FunctionImport function)
                throw new FunctionLoadException($"{name} imports {import.ModuleName}.{import.Name}, which is no function: this host offers functions only");

            var (earlierModule, earlierName) = SpinImportNames.Earlier(import.ModuleName, import.Name);
            if (functions.FirstOrDefault(candidate => candidate.Module == earlierModule && candidate.Name == earlierName) is { } known)
                DefineKnown(linker, known, function);
            else if (SpinImportNames.IsSpins(earlierModule))
                DefineUnavailable(linker, function);
            else
                throw new FunctionLoadException($"{name} imports {import.ModuleName}.{import.Name}, which this host does not know");
        }
    }

    private static void DefineKnown(Linker linker, HostFunction known, FunctionImport import)
    {
        if (Letters(import.Parameters) != known.Parameters || Letters(import.Results) != known.Results)
            throw new FunctionLoadException($"{import.ModuleName}.{import.Name} is imported with other parameters or results than it has");

        linker.DefineFunction(import.ModuleName, import.Name, (caller, arguments, results) => Call(known, caller, arguments, results), import.Parameters, import.Results);
    }

    private static string Letters(IReadOnlyList<ValueKind> kinds) => string.Concat(kinds.Select(kind => kind switch
    {
        ValueKind.Int32 => 'i',
        ValueKind.Int64 => 'I',
        ValueKind.Float32 => 'f',
        ValueKind.Float64 => 'F',
        _ => '?',
    }));

    private static void Call(HostFunction function, Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results)
    {
        var call = (GuestCall)caller.GetData()!;
        call.Guest ??= new StartingGuest(caller.GetMemory("memory"));
        call.CountHostCall();
        Span<long> numbers = stackalloc long[arguments.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = function.Parameters[i] switch
            {
                'I' => arguments[i].AsInt64(),
                'f' => BitConverter.SingleToInt32Bits(arguments[i].AsSingle()),
                'F' => BitConverter.DoubleToInt64Bits(arguments[i].AsDouble()),
                _ => arguments[i].AsInt32(),
            };
        }

        var result = function.Body(call, numbers);
        if (results.Length > 0)
            results[0] = function.Results == "I" ? result : (ValueBox)(int)result;
    }

    private static void DefineUnavailable(Linker linker, FunctionImport function)
    {
        var called = $"{function.ModuleName}.{function.Name}";
        linker.DefineFunction(function.ModuleName, function.Name, (Caller caller, ReadOnlySpan<ValueBox> arguments, Span<ValueBox> results) =>
            ((GuestCall)caller.GetData()!).End(FunctionFailure.Trap, $"trap: the function called {called}, which is not available yet"), function.Parameters, function.Results);
    }
}
