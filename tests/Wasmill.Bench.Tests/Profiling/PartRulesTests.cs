using Wasmill.Bench.Profiling;

namespace Wasmill.Bench.Tests.Profiling;

public sealed class PartRulesTests
{
    [Theory]
    [InlineData("kernel: page faults", "kernel!clear_page", "kernel!asm_exc_page_fault", "ab12.cwasm!wasm[0]::function[1]")]
    [InlineData("kernel: network (send, receive, epoll)", "kernel!fdget", "kernel!__x64_sys_recvfrom", "kernel!do_syscall_64")]
    [InlineData("kernel: files and disk (write, fsync)", "kernel!iowrite16", "kernel!blk_mq_submit_bio", "kernel!__x64_sys_fsync")]
    [InlineData("kernel: entry and exit of system calls, others", "kernel!irq_enable", "kernel!do_syscall_64", "libc.so.6!__send")]
    [InlineData("guest code", "ab12.cwasm!wasm[0]::function[1]", "libwasmtime.so!call", "Wasmill.Functions!Wasmill.Functions.A::B")]
    [InlineData(
        "restoring memory (Sandbox.Restoring)", "libc.so.6!__memmove_avx512", "System.Private.CoreLib!System.Buffer::Memmove",
        "Wasmill.Functions!Wasmill.Functions.Sandbox.Restoring.PageRestorer::Restore", "Wasmill.Functions!Wasmill.Functions.A::B")]
    [InlineData("function host (Wasmill.Functions)", "Wasmill.Functions!Wasmill.Functions.Sandbox.SandboxInstance::TryRestore")]
    [InlineData("log (Wasmill.Broker.Log, Wasmill.Storage)", "Wasmill.Broker.Log!Wasmill.Broker.Log.LogCore::Commit")]
    [InlineData("matching and delivery (Wasmill.Broker)", "Wasmill.Broker!Wasmill.Broker.Delivery.TriggerRunner::Report")]
    [InlineData("runtime: write barriers and other helpers", "libcoreclr.so![unknown]", "Wasmill.Broker!Wasmill.Broker.A::B")]
    [InlineData(
        "runtime: garbage collection and other work of libcoreclr", "libcoreclr.so![unknown]", "libcoreclr.so![unknown]",
        "Wasmill.Broker!Wasmill.Broker.A::B")]
    [InlineData(
        "runtime: thread pool, timers, waits", "System.Private.CoreLib!System.Runtime.CompilerServices.CastHelpers::IsInstanceOfClass",
        "System.Private.CoreLib!System.Threading.ThreadPoolWorkQueue::Dispatch", "libcoreclr.so![unknown]", "libcoreclr.so![unknown]")]
    public void A_sample_counts_for_its_innermost_frame_with_a_rule(string part, params string[] frames)
        => Assert.Equal(part, PartRules.PartOf(new StackSample("thread", [.. frames.Select(ToFrame)])));

    [Fact]
    public void All_work_of_the_thread_that_compiles_is_compilation()
        => Assert.Equal(
            "runtime: just-in-time compiler",
            PartRules.PartOf(new StackSample(".NET Tiered Com", [ToFrame("kernel!asm_exc_page_fault"), ToFrame("libc.so.6!malloc")])));

    [Theory]
    [InlineData]
    [InlineData("libc.so.6!malloc", "[unknown]![unknown]")]
    public void A_sample_without_a_rule_has_no_part(params string[] frames)
        => Assert.Null(PartRules.PartOf(new StackSample("thread", [.. frames.Select(ToFrame)])));

    private static StackFrame ToFrame(string text)
    {
        var (library, symbol) = (text.Split('!')[0], text[(text.IndexOf('!') + 1)..]);
        return new StackFrame(library, symbol);
    }
}
