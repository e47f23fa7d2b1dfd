using Wasmtime;

namespace Wasmill.Apps.Tests.HostCalls;

/// <summary>
/// A guest that calls the host as the body of its request says (<see cref="HostCallScript"/>), and answers with its memory, so that the
/// layout of every argument and result is under the control of the test.
/// </summary>
internal static class ScriptGuest
{
    /// <summary>The address from which on its allocator gives blocks.</summary>
    public const int Heap = 65536;

    /// <summary>Makes the guest.</summary>
    /// <param name="imports">Module, name, parameters and results in letters: <c>i</c> i32, <c>I</c> i64, <c>F</c> f64.</param>
    /// <param name="fields">More fields of the module.</param>
    public static byte[] Convert(IReadOnlyList<(string Module, string Name, string Parameters, string Results)> imports, string fields = "")
        => Module.ConvertText($"""
            (module
              {string.Join("\n  ", imports.Select(Import))}
              (memory (export "memory") 64)
              (global $heap (mut i32) (i32.const {Heap}))
              (func (export "canonical_abi_realloc") (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
                (local $at i32)
                (local.set $at (i32.and
                  (i32.add (global.get $heap) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
                (global.set $heap (i32.add (local.get $at) (local.get $new)))
                (block $fits
                  (br_if $fits (i32.le_u (global.get $heap) (i32.shl (memory.size) (i32.const 16))))
                  (br_if $fits (i32.ne (i32.const -1) (memory.grow (i32.add (i32.const 1) (i32.shr_u (local.get $new) (i32.const 16))))))
                  unreachable)
                (local.get $at))
              (func (export "canonical_abi_free") (param i32 i32 i32))
              ;; An argument, or what was stored at the address that it has.
              (func $argument (param $at i32) (result i64)
                (local $value i64)
                (local.set $value (i64.load (local.get $at)))
                (if (result i64) (i64.eq (i64.shr_u (local.get $value) (i64.const 32)) (i64.const {HostCallScript.Indirect >> 32}))
                  (then (i64.load32_u (i32.wrap_i64 (local.get $value))))
                  (else (local.get $value))))
              (func $run (param $script i32) (param $length i32)
                (local $at i32) (local $end i32) (local $function i32) (local $result i64)
                (memory.copy (i32.const {HostCallScript.Data}) (i32.add (local.get $script) (i32.const 8)) (i32.load (local.get $script)))
                (local.set $at (i32.add (i32.add (local.get $script) (i32.const 8)) (i32.load (local.get $script))))
                (local.set $end (i32.add (local.get $script) (local.get $length)))
                (loop $next
                  (if (i32.lt_u (local.get $at) (local.get $end)) (then
                    (local.set $function (i32.load (local.get $at)))
                    (local.set $result (i64.const 0))
                    {string.Join("\n        ", imports.Select(Case))}
                    (if (i32.load offset=4 (local.get $at)) (then
                      (i64.store (i32.load offset=4 (local.get $at)) (local.get $result))))
                    (local.set $at (i32.add (local.get $at) (i32.const {HostCallScript.StepSize})))
                    (br $next)))))
              (func (export "handle-http-request")
                (param i32 i32 i32 i32 i32 i32 i32 i32) (param $script i32) (param $length i32) (result i32)
                (call $run (local.get $script) (local.get $length))
                (i32.store16 (i32.const 16) (i32.const 200))
                (i32.store8 (i32.const 32) (i32.const 1))
                (i32.store (i32.const 36) (i32.const 0))
                (i32.store (i32.const 40) (global.get $heap))
                (i32.const 16))
              {fields})
            """);

    private static string Import((string Module, string Name, string Parameters, string Results) import, int number)
    {
        var type = $"{Types("param", import.Parameters)} {Types("result", import.Results)}";
        return $"""(import "{import.Module}" "{import.Name}" (func $f{number} {type}))""";
    }

    private static string Types(string kind, string letters)
        => letters.Length == 0 ? "" : $"({kind} {string.Join(' ', letters.Select(TypeOf))})";

    private static string TypeOf(char letter) => letter switch { 'i' => "i32", 'I' => "i64", _ => "f64" };

    private static string Case((string Module, string Name, string Parameters, string Results) import, int number)
    {
        var arguments = string.Join(' ', import.Parameters.Select((letter, index) => Narrow(
            letter, $"(call $argument (i32.add (local.get $at) (i32.const {8 + index * 8})))")));
        var call = $"(call $f{number} {arguments})";
        var stored = import.Results switch
        {
            "" => call,
            "I" => $"(local.set $result {call})",
            _ => $"(local.set $result (i64.extend_i32_u {call}))",
        };
        return $"(if (i32.eq (local.get $function) (i32.const {number})) (then {stored}))";
    }

    private static string Narrow(char letter, string value) => letter switch
    {
        'i' => $"(i32.wrap_i64 {value})",
        'I' => value,
        _ => $"(f64.reinterpret_i64 {value})",
    };
}
