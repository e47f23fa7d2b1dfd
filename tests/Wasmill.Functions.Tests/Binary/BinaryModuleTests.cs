using FsCheck.Xunit;
using Wasmill.Functions.Binary;

namespace Wasmill.Functions.Tests.Binary;

public sealed class BinaryModuleTests
{
    [Fact]
    public void Imports_and_exports_of_a_real_module_are_read()
    {
        var module = BinaryModule.Parse(TestGuests.Read("edges"));
        Assert.Contains(module.Exports, export => export is { Name: "handle-http-request", Kind: ExternalKind.Function });
        Assert.Contains(module.Exports, export => export is { Name: "memory", Kind: ExternalKind.Memory });
        var import = Assert.Single(
            module.Imports, import => import is { Module: "spin-config", Name: "get-config", Kind: ExternalKind.Function });
        Assert.Equal(new FunctionSignature("iii", ""), module.FunctionTypes[(int)import.Type]);
    }

    [Fact]
    public void Every_truncation_is_refused_or_a_shorter_module()
    {
        var bytes = TestGuests.Read("echo");
        for (var length = 0; length < bytes.Length; length += 7)
            Tolerate(bytes[..length]);
    }

    [Property(MaxTest = 300)]
    public void Random_changes_never_break_the_reader(int[] places, byte[] values)
    {
        var bytes = TestGuests.Read("echo");
        for (var i = 0; i < Math.Min(places.Length, values.Length); i++)
            bytes[(int)((uint)places[i] * 2654435761u % bytes.Length)] = values[i];
        Tolerate(bytes);
    }

    [Fact]
    public void A_split_module_has_the_same_code_whatever_its_data()
    {
        var bytes = TestGuests.Read("echo");
        var split = ModuleSplitter.Split(BinaryModule.Parse(bytes))!;
        var code = BinaryModule.Parse(split.Code);
        Assert.Contains(new ImportEntry("m", "memory", ExternalKind.Memory), code.Imports);
        Assert.True(code.Find(SectionId.Data).IsEmpty);
        Assert.True(BinaryModule.Parse(split.Data.ToArray()).Find(SectionId.Code).IsEmpty);
        Assert.Equal(BinaryModule.Parse(bytes).Find(SectionId.Code).ToArray(), code.Find(SectionId.Code).ToArray());
    }

    [Fact]
    public void A_module_without_a_memory_of_its_own_is_not_split()
    {
        var bytes = Wasmtime.Module.ConvertText("""(module (import "env" "memory" (memory 1)) (data (i32.const 0) "x"))""");
        Assert.Null(ModuleSplitter.Split(BinaryModule.Parse(bytes)));
        var passive = Wasmtime.Module.ConvertText("""(module (memory 1) (data "x"))""");
        Assert.Null(ModuleSplitter.Split(BinaryModule.Parse(passive)));
    }

    private static void Tolerate(byte[] bytes)
    {
        try
        {
            ModuleSplitter.Split(BinaryModule.Parse(bytes));
        }
        catch (MalformedModuleException)
        {
            // The only exception there may be.
        }
    }
}
