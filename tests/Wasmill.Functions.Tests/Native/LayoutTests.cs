using System.Reflection;
using System.Runtime.InteropServices;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Tests.Native;

/// <summary>The package's own interop types are the header that Wasmtime 50 does not come with.</summary>
public sealed class LayoutTests
{
    private static readonly Assembly Package = typeof(Wasmtime.Engine).Assembly;

    [Theory]
    [InlineData(typeof(InstanceReference), "Wasmtime.ExternInstance", 16)]
    [InlineData(typeof(FunctionReference), "Wasmtime.ExternFunc", 16)]
    [InlineData(typeof(MemoryReference), "Wasmtime.ExternMemory", 24)]
    [InlineData(typeof(GlobalReference), "Wasmtime.ExternGlobal", 24)]
    [InlineData(typeof(ExternalItem), "Wasmtime.Extern", 32)]
    [InlineData(typeof(RawValue), "Wasmtime.ValueRaw", 16)]
    [InlineData(typeof(TypedValue), "Wasmtime.Value", 32)]
    public void A_struct_has_the_size_and_the_offsets_of_the_packages_own(Type ours, string theirs, int size)
    {
        var their = Package.GetType(theirs, throwOnError: true)!;
        Assert.Equal((size, size), (Marshal.SizeOf(ours), Marshal.SizeOf(their)));
        Assert.Subset(Offsets(their), Offsets(ours));
    }

    [Fact]
    public void The_codes_of_traps_are_the_packages()
    {
        foreach (var code in Enum.GetValues<TrapCode>().Where(code => code != TrapCode.None))
            Assert.Equal(code.ToString(), Enum.GetName(typeof(Wasmtime.TrapCode), (int)code));
    }

    [Fact]
    public void A_native_function_that_the_package_declares_has_as_many_parameters_here()
    {
        var theirs = Package.GetTypes().SelectMany(Imports).GroupBy(import => import.Name).ToDictionary(
            group => group.Key, group => group.First().Method);
        var ours = typeof(NativeLibraryName).Assembly
            .GetTypes()
            .Where(type => type.Namespace == typeof(NativeLibraryName).Namespace)
            .SelectMany(Imports)
            .ToList();
        Assert.True(ours.Count > 50, $"only {ours.Count} functions were found");
        var compared = 0;
        foreach (var (name, method) in ours)
        {
            if (!theirs.TryGetValue(name, out var their))
                continue;
            Assert.True(
                their.GetParameters().Length == method.GetParameters().Length, $"{name} has {their.GetParameters().Length} parameters");
            compared++;
        }

        Assert.True(compared > 40, $"only {compared} functions could be compared");
    }

    private static HashSet<int> Offsets(Type type)
        => [.. type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(field => (int)Marshal.OffsetOf(type, field.Name))];

    private static IEnumerable<(string Name, MethodInfo Method)> Imports(Type type)
    {
        foreach (var method in type.GetMethods(
            BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        {
            if (method.GetCustomAttribute<DllImportAttribute>() is { Value: "wasmtime" } import)
                yield return (import.EntryPoint ?? method.Name, method);
        }
    }
}
