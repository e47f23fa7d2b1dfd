namespace Wasmill.Bench.Profiling;

/// <summary>
/// Attributes a sample to one part of the program: that of the innermost frame for which there is a rule. Frames without a rule, such as
/// those of libc, of collections and of tasks, count for their caller.
/// </summary>
internal static class PartRules
{
    private const string Compiler = "runtime: just-in-time compiler";
    private const string Collector = "runtime: garbage collection and other work of libcoreclr";
    private const string Pool = "runtime: thread pool, timers, waits";
    private const string Scan = "kernel: scan of written pages (PAGEMAP_SCAN)";
    private const string Network = "kernel: network (send, receive, epoll)";
    private const string Wakes = "kernel: scheduling (futexes, wake-ups, context switches)";
    private const string Function = "function host (Wasmill.Functions)";

    // Everything on these threads belongs to one part, whatever it calls.
    private static readonly (string Thread, string Part)[] Threads = [(".NET Tiered Com", Compiler), (".NET BGC", Collector)];

    // The first rule that matches a frame is the one that counts.
    private static readonly PartRule[] Rules =
    [
        // The kernel. What a system call does is named by its innermost known function: a packet on loopback is received within the send,
        // and a fault while data is copied to the caller is a fault.
        new("kernel: page faults", StackFrame.Kernel, "(asm_)?exc_page_fault|do_user_addr_fault|handle_mm_fault"),
        // The broker's only frequent ioctl.
        new(Scan, StackFrame.Kernel, ".*pagemap_scan|__x64_sys_ioctl"),
        new(Wakes, StackFrame.Kernel,
            "(__)?schedule|try_to_wake_up|wake_up_|.*futex|__x64_sys_(sched_yield|nanosleep|clock_nanosleep|membarrier)"
            + "|(asm_)?sysvec_reschedule_ipi"),
        new(Network, StackFrame.Kernel,
            "net_rx_action|tcp_|sock_|__x64_sys_(send|recv|epoll_|socket|connect|accept|shutdown|setsockopt|getsockopt|poll)"),
        new("kernel: files and disk (write, fsync)", StackFrame.Kernel,
            "blk_|ext4_|vfs_|do_fsync|__x64_sys_(p?write|p?read|f(data)?sync|open|close|rename|unlink|.*stat|fallocate|ftruncate|lseek)"),
        new("kernel: memory map (mmap, madvise, munmap)", StackFrame.Kernel, "__x64_sys_(mmap|munmap|madvise|mprotect|mremap|brk)"),
        new("kernel: timer and other interrupts", StackFrame.Kernel, "asm_(sysvec|common_interrupt)"),
        new("kernel: entry and exit of system calls, others", StackFrame.Kernel, "do_syscall_64|entry_SYSCALL|syscall_|asm_"),

        // What libc has around a system call: its stack ends there, since libc keeps no frame pointers.
        new(Network, @"libc\.so\.6", "__libc_recv|__send|__libc_send|__recv|epoll_wait"),
        new(Scan, @"libc\.so\.6", "(__GI___)?ioctl"),
        new(Wakes, @"libc\.so\.6", "__futex|__lll_lock|__GI___lll_lock|(__)?pthread_(cond|mutex)|___?pthread_(cond|mutex)|__sched_yield"),

        // The guest, and the code that is not .NET.
        new("guest code", @".*\.cwasm"),
        new("Wasmtime's host code", @"libwasmtime\.so"),
        new(Compiler, @"libclrjit\.so"),
        // Without symbols. What managed code calls directly is a few instructions long; a collection is ten frames deep.
        new(Collector, @"libcoreclr\.so") { IsInner = true },
        new("runtime: write barriers and other helpers", @"libcoreclr\.so"),

        // .NET, by assembly.
        new("restoring memory (Sandbox.Restoring)", @"Wasmill\.Functions", @"Wasmill\.Functions\.Sandbox\.Restoring\."),
        new(Function, @"Wasmill\.(Functions|Apps)"),
        new(Function, @"Wasmill\.Connectors", @"Wasmill\.Connectors\.Functions\."),
        new("events (Wasmill.Events)", @"Wasmill\.Events"),
        new("log (Wasmill.Broker.Log, Wasmill.Storage)", @"Wasmill\.(Broker\.Log|Storage)"),
        new("matching and delivery (Wasmill.Broker)", @"Wasmill\.(Broker|Flows)"),
        new("HTTP endpoint (Wasmill.Server, Wasmill.Web)", @"Wasmill\.(Server|Web)"),
        new("Kestrel", @"Microsoft\.AspNetCore\..*|System\.IO\.Pipelines"),
        new("HTTP client and its target", @"System\.Net\.(Http|Security|Primitives)|Wasmill\.Connectors"),
        new("sockets (System.Net.Sockets)", @"System\.Net\.Sockets|libSystem\.Native\.so"),
        new(Pool, @"System\.Private\.CoreLib",
            @"System\.Threading\.(ThreadPool|PortableThreadPool|TimerQueue|Thread::|WaitHandle|ManualResetEvent|LowLevel)"),
    ];

    /// <summary>Returns the name of the part; null when no frame has a rule.</summary>
    public static string? PartOf(StackSample sample)
    {
        foreach (var (thread, part) in Threads)
        {
            if (sample.Thread == thread)
                return part;
        }

        for (var i = 0; i < sample.Frames.Count; i++)
        {
            StackFrame? caller = i + 1 < sample.Frames.Count ? sample.Frames[i + 1] : null;
            if (Rules.FirstOrDefault(rule => rule.Matches(sample.Frames[i], caller)) is { } match)
                return match.Part;
        }

        return null;
    }
}
