using Wasmill.Bench.Profiling;

namespace Wasmill.Bench.Tests.Profiling;

public sealed class PerfScriptTests
{
    private const string Output =
        ".NET TP Worker \n"
        + "\tffffffff81e81001 __sys_recvfrom ([kernel.kallsyms])\n"
        + "\tffffffffc0401001 nf_hook ([nf_tables])\n"
        + "\t          10a974 __libc_recv (/usr/lib/x86_64-linux-gnu/libc.so.6)\n"
        + "\t    7f192c4932e5 instance valuetype [System.Runtime]System.Nullable`1<bool> [Wasmill.Broker] "
        + "Wasmill.Broker.Delivery.TriggerRunner+<RecordAsync>d__49::MoveNext(class [System.Runtime]System.Uri)[OptimizedTier1] "
        + "(/tmp/perf-123.map)\n"
        + "\t    7f192c4932e6 stub ReportStubBlock<VSD_DispatchStub> (/tmp/perf-123.map)\n"
        + "\t    7f192c4932e7 [unknown] ([unknown])\n"
        + "\t    7f192c4932e8 [unknown] (/memfd:doublemapper (deleted))\n"
        + "\n"
        + "log writer\n"
        + "\t            1234 wasm[0]::function[2528] (/home/cache/ab12.cwasm)\n"
        + "\n"
        + "sleep \n";

    [Fact]
    public void A_sample_has_the_name_of_its_thread_and_its_frames_from_the_innermost_outward()
    {
        var samples = PerfScript.Read(new StringReader(Output)).ToList();

        Assert.Equal([".NET TP Worker", "log writer", "sleep"], samples.Select(sample => sample.Thread));
        Assert.Equal(
            [
                new StackFrame(StackFrame.Kernel, "__sys_recvfrom"),
                new StackFrame(StackFrame.Kernel, "nf_hook"),
                new StackFrame("libc.so.6", "__libc_recv"),
                new StackFrame("Wasmill.Broker", "Wasmill.Broker.Delivery.TriggerRunner+<RecordAsync>d__49::MoveNext"),
                new StackFrame("perf-123.map", "stub ReportStubBlock<VSD_DispatchStub>"),
                new StackFrame("[unknown]", "[unknown]"),
                new StackFrame("memfd:doublemapper", "[unknown]"),
            ],
            samples[0].Frames);
        Assert.Equal([new StackFrame("ab12.cwasm", "wasm[0]::function[2528]")], samples[1].Frames);
        Assert.Empty(samples[2].Frames);
    }

    [Fact]
    public void No_output_is_no_sample() => Assert.Empty(PerfScript.Read(new StringReader("")));
}
