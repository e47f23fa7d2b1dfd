using System.Text;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox;

// Tested by: HostWarmUpTests
/// <summary>The guest of the warm-up: grows its memory, writes a line to its output, and answers with a header and a body.</summary>
internal static class WarmUpGuest
{
    private const string Text = """
        (module
          (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
          (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
          (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
          (memory (export "memory") 16)
          (global $free (mut i32) (i32.const 4096))
          (data (i32.const 1024) "\c8\00\00\00" "\01\00\00\00" "\40\04\00\00" "\01\00\00\00" "\01\00\00\00" "\60\04\00\00" "\05\00\00\00")
          (data (i32.const 1088) "\70\04\00\00" "\04\00\00\00" "\80\04\00\00" "\04\00\00\00")
          (data (i32.const 1120) "warm\n")
          (data (i32.const 1136) "heat")
          (data (i32.const 1152) "warm")
          (data (i32.const 1168) "\60\04\00\00" "\05\00\00\00")
          (func (export "canonical_abi_realloc") (param i32 i32 i32) (param $size i32) (result i32)
            (global.get $free)
            (global.set $free (i32.add (global.get $free) (i32.and (i32.add (local.get $size) (i32.const 7)) (i32.const -8)))))
          (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
            (drop (memory.grow (i32.const 1)))
            (drop (call $environ (i32.const 2048) (i32.const 2052)))
            (drop (call $clock (i32.const 0) (i64.const 0) (i32.const 2056)))
            (drop (call $random (i32.const 2064) (i32.const 8)))
            (drop (call $write (i32.const 1) (i32.const 1168) (i32.const 1) (i32.const 2072)))
            (i32.const 1024)))
        """;

    /// <summary>Assembles the module.</summary>
    public static byte[] Assemble() => NativeModules.FromText(Encoding.UTF8.GetBytes(Text));
}
