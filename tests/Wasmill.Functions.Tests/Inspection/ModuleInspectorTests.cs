using FsCheck.Xunit;
using Wasmill.Functions.Inspection;
using Wasmtime;

namespace Wasmill.Functions.Tests.Inspection;

public sealed class ModuleInspectorTests
{
    [Fact]
    public void A_real_module_in_the_Spin_ABI_shows_its_imports_exports_and_memory()
    {
        var report = ModuleInspector.Inspect(TestGuests.Read("edges"), "edges");
        Assert.Equal((ModuleKind.SpinHttp, null, TestGuests.Read("edges").LongLength), (report.Kind, report.Advice, report.Bytes));
        Assert.Equal("Spin HTTP core module (handle-http-request)", report.Abi);
        Assert.Contains(new ModuleItem("spin-config", "get-config", "function"), report.Imports);
        Assert.Contains(new ModuleItem(null, "memory", "memory"), report.Exports);
        Assert.Equal((131_072, null), (Assert.Single(report.Memories).InitialBytes, report.Memories[0].MaximumBytes));
    }

    [Theory]
    [InlineData("handle-http-request", ModuleKind.SpinHttp)]
    [InlineData("fermyon:spin/inbound-http#handle-request", ModuleKind.SpinHttpLate)]
    [InlineData("handle-redis-message", ModuleKind.RedisTrigger)]
    [InlineData("fermyon:spin/inbound-redis#handle-message", ModuleKind.RedisTrigger)]
    [InlineData("_start", ModuleKind.WagiCommand)]
    [InlineData("handler", ModuleKind.Unknown)]
    [InlineData("wasi:http/incoming-handler@0.2.0#handle", ModuleKind.WasiHttp02Module)]
    [InlineData("wasi:http/incoming-handler@0.2.12#handle", ModuleKind.WasiHttp02Module)]
    [InlineData("wasi:http/incoming-handler@0.2.0-rc-2023-10-18#handle", ModuleKind.WasiHttp2023Module)]
    [InlineData("wasi:http/incoming-handler@0.2.0-rc-2023-11-10#handle", ModuleKind.WasiHttpCandidateModule)]
    [InlineData("wasi:http/incoming-handler@0.2.x#handle", ModuleKind.WasiHttpCandidateModule)]
    [InlineData("[async-lift]wasi:http/handler@0.3.0#handle", ModuleKind.WasiHttp03Module)]
    [InlineData("[async-lift]wasi:http/handler@0.3.0-rc-2026-03-15#handle", ModuleKind.WasiHttp03Module)]
    [InlineData("wasi:http/incoming-handler@0.2.0#other", ModuleKind.Unknown)]
    public void A_core_module_is_told_by_what_it_exports(string export, ModuleKind kind)
    {
        var report = ModuleInspector.Inspect(Module.ConvertText($"""(module (memory 2 7) (func (export "{export}")))"""), "m");
        Assert.Equal(kind, report.Kind);
        Assert.Equal(new ModuleMemory(2 << 16, 7 << 16), Assert.Single(report.Memories));
    }

    [Fact]
    public void The_name_of_early_2022_counts_with_its_allocator_only()
    {
        var report = ModuleInspector.Inspect(
            Module.ConvertText("""(module (func (export "handler")) (func (export "canonical_abi_realloc")))"""), "m");
        Assert.Equal((ModuleKind.SpinHttpOldest, "Spin HTTP core module of early 2022 (handler)"), (report.Kind, report.Abi));
    }

    [Theory]
    [InlineData("wasi:http/incoming-handler@0.2.0", ModuleKind.WasiHttp02)]
    [InlineData("wasi:http/incoming-handler@0.2.10", ModuleKind.WasiHttp02)]
    [InlineData("wasi:http/incoming-handler@0.2.0-rc-2023-10-18", ModuleKind.WasiHttpCandidate)]
    [InlineData("wasi:http/incoming-handler@0.2.0-rc-2023-11-10", ModuleKind.WasiHttpCandidate)]
    [InlineData("wasi:http/handler@0.3.0-rc-2026-03-15", ModuleKind.WasiHttp03)]
    [InlineData("wasi:http/handler@0.3.0", ModuleKind.WasiHttp03)]
    [InlineData("fermyon:spin/inbound-http", ModuleKind.SpinHttpComponent)]
    [InlineData("fermyon:spin/inbound-http@2.0.0", ModuleKind.SpinHttpComponent)]
    [InlineData("fermyon:spin/inbound-redis", ModuleKind.RedisTrigger)]
    [InlineData("wasi:cli/run@0.2.3", ModuleKind.CommandComponent)]
    [InlineData("fermyon:spin/inbound-http-of-another", ModuleKind.UnknownComponent)]
    public async Task A_component_is_told_by_what_it_exports_and_refused_in_one_line(string export, ModuleKind kind)
    {
        var bytes = Component(export);
        var report = ModuleInspector.Inspect(bytes, "c");
        Assert.Equal(kind, report.Kind);
        Assert.Equal(new ModuleItem(null, "wasi:io/streams@0.2.3", "instance"), Assert.Single(report.Imports));
        Assert.Contains(new ModuleItem(null, export, "instance"), report.Exports);

        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await TestGuests.Host.LoadAsync(bytes, new FunctionConfig { Name = "c" }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"c is a ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(report.Advice!, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_function_for_Redis_is_refused_with_what_to_do()
    {
        var bytes = Module.ConvertText(
            """(module (memory (export "memory") 1) (func (export "handle-redis-message") (param i32 i32) (result i32) i32.const 0))""");
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await TestGuests.Host.LoadAsync(bytes, new FunctionConfig { Name = "m" }, TestContext.Current.CancellationToken));
        Assert.Equal(
            "m is a function of Spin's Redis trigger; wasmill passes events to functions as HTTP requests: "
                + "change its handler to Spin's HTTP handler",
            error.Message);
    }

    [Theory]
    [InlineData(
        "[async-lift]wasi:http/handler@0.3.0#handle",
        "core module of wasi:http/handler@0.3.0; its asynchronous interface is not supported: ")]
    [InlineData(
        "wasi:http/incoming-handler@0.2.0-rc-2023-11-10#handle",
        "core module of the release candidate wasi:http/incoming-handler@0.2.0-rc-2023-11-10; that interface was never released: ")]
    public async Task A_core_module_of_another_version_of_wasi_http_is_refused_in_one_line(string export, string reason)
    {
        var bytes = Module.ConvertText($"""(module (memory (export "memory") 1) (func (export "{export}")))""");
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await TestGuests.Host.LoadAsync(bytes, new FunctionConfig { Name = "m" }, TestContext.Current.CancellationToken));
        Assert.StartsWith($"m is a WebAssembly {reason}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_module_of_wasi_http_is_described_with_its_sandbox()
    {
        var report = ModuleInspector.Inspect(Guests.WasiHttp.WasiHttpText.Convert(""), "m");
        Assert.Equal("core module of wasi:http/incoming-handler@0.2.3", report.Abi);
        Assert.Null(report.Advice);
        Assert.NotNull(report.Sandbox);
    }

    [Fact]
    public void Everything_that_a_component_can_import_and_export_is_read()
    {
        var report = ModuleInspector.Inspect(
            Module.ConvertText("""
                (component
                  (import "a" (core module))
                  (import "b" (func (param "x" string)))
                  (import "c" (type (sub resource)))
                  (import "d" (type (eq 2)))
                  (import "e" (component))
                  (import "f" (instance (export "inner" (func))))
                  (component $nested (import "hidden" (func)))
                  (export "g" (component $nested))
                  (export "h" (func 0))
                  (export "i" (type 2)))
                """),
            "c");
        Assert.Equal(
            ["a module", "b function", "c type", "d type", "e component", "f instance"],
            report.Imports.Select(import => $"{import.Name} {import.Kind}"));
        Assert.Equal(["g component", "h function", "i type"], report.Exports.Select(export => $"{export.Name} {export.Kind}"));
    }

    [Fact]
    public void The_producers_are_shown()
    {
        var section = new Wasmill.Functions.Binary.ModuleWriter();
        section.Name("producers");
        section.Unsigned(1);
        section.Name("processed-by");
        section.Unsigned(1);
        section.Name("clang");
        section.Name("19.1.7");
        var whole = new Wasmill.Functions.Binary.ModuleWriter();
        whole.Section(Wasmill.Functions.Binary.SectionId.Custom, section);
        var report = ModuleInspector.Inspect((byte[])[.. TestGuests.Read("echo"), .. whole.Written], "echo");
        Assert.Equal([new ModuleProducer("processed-by", "clang", "19.1.7")], report.Producers);
    }

    [Fact]
    public void A_build_note_comes_back_and_a_broken_one_is_none()
    {
        var note = new BuildNote("Python", "3.13", "wasmill 0.1.0", ["app.py", "vendor/a/__init__.py"]);
        var read = ModuleInspector.Inspect(note.AppendTo(TestGuests.Read("echo")), "echo").Build!;
        Assert.Equal((note.Language, note.Version, note.Builder), (read.Language, read.Version, read.Builder));
        Assert.Equal(note.Sources, read.Sources);

        var text = note.AppendTo(TestGuests.Read("echo"));
        text[text.AsSpan().LastIndexOf("sources"u8)] = (byte)'S';
        Assert.Null(ModuleInspector.Inspect(text, "echo").Build);
    }

    [Fact]
    public void Every_truncation_of_a_component_is_refused_or_read()
    {
        var bytes = Component("wasi:http/incoming-handler@0.2.0");
        for (var length = 8; length < bytes.Length; length++)
            Tolerate(bytes[..length]);
    }

    [Property(MaxTest = 300)]
    public void Random_changes_never_break_the_reader_of_components(int[] places, byte[] values)
    {
        var bytes = Component("wasi:http/incoming-handler@0.2.0");
        for (var i = 0; i < Math.Min(places.Length, values.Length); i++)
            bytes[8 + (int)((uint)places[i] * 2654435761u % (bytes.Length - 8))] = values[i];
        Tolerate(bytes);
    }

    private static byte[] Component(string export)
        => Module.ConvertText(
            $"""(component (import "wasi:io/streams@0.2.3" (instance)) (core module (func)) (instance $i) (export "{export}" (instance $i)))""");

    private static void Tolerate(byte[] bytes)
    {
        try
        {
            ModuleInspector.Inspect(bytes, "c");
        }
        catch (FunctionLoadException)
        {
            // The only exception there may be.
        }
    }
}
