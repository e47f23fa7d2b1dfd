using Wasmtime;

namespace Wasmill.Functions.Tests.Guests.WasiHttp;

/// <summary>Guests of wasi:http 0.2 as text: the imports under short names, an allocator, a response without a body.</summary>
internal static partial class WasiHttpText
{
    /// <summary>A response whose status is the value on the stack: <c>(call $respond (local.get $out) (i32.const 200))</c>.</summary>
    private const string Common = """
          (memory (export "memory") 2)
          (global $heap (mut i32) (i32.const 8192))
          (func $allocate (param $old i32) (param $size i32) (param $align i32) (param $new i32) (result i32)
            (local $at i32)
            (local.set $at (i32.and
              (i32.add (global.get $heap) (i32.sub (local.get $align) (i32.const 1))) (i32.sub (i32.const 0) (local.get $align))))
            (global.set $heap (i32.add (local.get $at) (local.get $new)))
            (local.get $at))
          (func $respond (param $out i32) (param $status i32)
            (local $response i32)
            (local.set $response (call $response (call $fields)))
            (drop (call $set-status (local.get $response) (local.get $status)))
            (call $answer (local.get $out) (local.get $response)))
          (func $answer (param $out i32) (param $response i32)
            (call $set (local.get $out) (i32.const 0) (local.get $response)
              (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
        """;

    /// <summary>The imports: short name, interface and function, type.</summary>
    public static IReadOnlyList<(string Name, string Import, string Type)> Imports { get; } =
    [
        ("fields", "http/types [constructor]fields", "(result i32)"),
        ("from-list", "http/types [static]fields.from-list", "(param i32 i32 i32)"),
        ("append", "http/types [method]fields.append", "(param i32 i32 i32 i32 i32 i32)"),
        ("fields-set", "http/types [method]fields.set", "(param i32 i32 i32 i32 i32 i32)"),
        ("delete", "http/types [method]fields.delete", "(param i32 i32 i32 i32)"),
        ("has", "http/types [method]fields.has", "(param i32 i32 i32) (result i32)"),
        ("get", "http/types [method]fields.get", "(param i32 i32 i32 i32)"),
        ("entries", "http/types [method]fields.entries", "(param i32 i32)"),
        ("clone", "http/types [method]fields.clone", "(param i32) (result i32)"),
        ("drop-fields", "http/types [resource-drop]fields", "(param i32)"),
        ("headers", "http/types [method]incoming-request.headers", "(param i32) (result i32)"),
        ("method", "http/types [method]incoming-request.method", "(param i32 i32)"),
        ("scheme", "http/types [method]incoming-request.scheme", "(param i32 i32)"),
        ("authority", "http/types [method]incoming-request.authority", "(param i32 i32)"),
        ("consume", "http/types [method]incoming-request.consume", "(param i32 i32)"),
        ("drop-request", "http/types [resource-drop]incoming-request", "(param i32)"),
        ("in-stream", "http/types [method]incoming-body.stream", "(param i32 i32)"),
        ("in-finish", "http/types [static]incoming-body.finish", "(param i32) (result i32)"),
        ("trailers", "http/types [method]future-trailers.get", "(param i32 i32)"),
        ("drop-in-body", "http/types [resource-drop]incoming-body", "(param i32)"),
        ("response", "http/types [constructor]outgoing-response", "(param i32) (result i32)"),
        ("set-status", "http/types [method]outgoing-response.set-status-code", "(param i32 i32) (result i32)"),
        ("response-headers", "http/types [method]outgoing-response.headers", "(param i32) (result i32)"),
        ("drop-response", "http/types [resource-drop]outgoing-response", "(param i32)"),
        ("body", "http/types [method]outgoing-response.body", "(param i32 i32)"),
        ("out-stream", "http/types [method]outgoing-body.write", "(param i32 i32)"),
        ("out-finish", "http/types [static]outgoing-body.finish", "(param i32 i32 i32 i32)"),
        ("drop-out-body", "http/types [resource-drop]outgoing-body", "(param i32)"),
        ("set", "http/types [static]response-outparam.set", "(param i32 i32 i32 i32 i64 i32 i32 i32 i32)"),
        ("drop-out", "http/types [resource-drop]response-outparam", "(param i32)"),
        ("error-code", "http/types http-error-code", "(param i32 i32)"),
        ("out-request", "http/types [constructor]outgoing-request", "(param i32) (result i32)"),
        ("set-method", "http/types [method]outgoing-request.set-method", "(param i32 i32 i32 i32) (result i32)"),
        ("set-path", "http/types [method]outgoing-request.set-path-with-query", "(param i32 i32 i32 i32) (result i32)"),
        ("set-scheme", "http/types [method]outgoing-request.set-scheme", "(param i32 i32 i32 i32 i32) (result i32)"),
        ("set-authority", "http/types [method]outgoing-request.set-authority", "(param i32 i32 i32 i32) (result i32)"),
        ("out-request-body", "http/types [method]outgoing-request.body", "(param i32 i32)"),
        ("options", "http/types [constructor]request-options", "(result i32)"),
        ("first-byte", "http/types [method]request-options.set-first-byte-timeout", "(param i32 i32 i64) (result i32)"),
        ("between-bytes", "http/types [method]request-options.set-between-bytes-timeout", "(param i32 i32 i64) (result i32)"),
        ("first-byte-of", "http/types [method]request-options.first-byte-timeout", "(param i32 i32)"),
        ("send", "http/outgoing-handler handle", "(param i32 i32 i32 i32)"),
        ("future", "http/types [method]future-incoming-response.get", "(param i32 i32)"),
        ("subscribe-future", "http/types [method]future-incoming-response.subscribe", "(param i32) (result i32)"),
        ("drop-future", "http/types [resource-drop]future-incoming-response", "(param i32)"),
        ("drop-incoming", "http/types [resource-drop]incoming-response", "(param i32)"),
        ("status-of", "http/types [method]incoming-response.status", "(param i32) (result i32)"),
        ("headers-of", "http/types [method]incoming-response.headers", "(param i32) (result i32)"),
        ("consume-of", "http/types [method]incoming-response.consume", "(param i32 i32)"),
        ("subscribe-in", "io/streams [method]input-stream.subscribe", "(param i32) (result i32)"),
        ("blocking-read", "io/streams [method]input-stream.blocking-read", "(param i32 i64 i32)"),
        ("blocking-splice", "io/streams [method]output-stream.blocking-splice", "(param i32 i32 i64 i32)"),
        ("blocking-flush", "io/streams [method]output-stream.blocking-flush", "(param i32 i32)"),
        ("read", "io/streams [method]input-stream.read", "(param i32 i64 i32)"),
        ("skip", "io/streams [method]input-stream.skip", "(param i32 i64 i32)"),
        ("drop-in-stream", "io/streams [resource-drop]input-stream", "(param i32)"),
        ("check", "io/streams [method]output-stream.check-write", "(param i32 i32)"),
        ("write", "io/streams [method]output-stream.write", "(param i32 i32 i32 i32)"),
        ("write-flush", "io/streams [method]output-stream.blocking-write-and-flush", "(param i32 i32 i32 i32)"),
        ("zeroes", "io/streams [method]output-stream.write-zeroes", "(param i32 i64 i32)"),
        ("splice", "io/streams [method]output-stream.splice", "(param i32 i32 i64 i32)"),
        ("flush", "io/streams [method]output-stream.flush", "(param i32 i32)"),
        ("subscribe-out", "io/streams [method]output-stream.subscribe", "(param i32) (result i32)"),
        ("drop-out-stream", "io/streams [resource-drop]output-stream", "(param i32)"),
        ("debug", "io/error [method]error.to-debug-string", "(param i32 i32)"),
        ("poll", "io/poll poll", "(param i32 i32 i32)"),
        ("ready", "io/poll [method]pollable.ready", "(param i32) (result i32)"),
        ("block", "io/poll [method]pollable.block", "(param i32)"),
        ("drop-pollable", "io/poll [resource-drop]pollable", "(param i32)"),
        ("now", "clocks/monotonic-clock now", "(result i64)"),
        ("in", "clocks/monotonic-clock subscribe-duration", "(param i64) (result i32)"),
        ("at", "clocks/monotonic-clock subscribe-instant", "(param i64) (result i32)"),
        ("wall", "clocks/wall-clock now", "(param i32)"),
        ("random", "random/random get-random-bytes", "(param i64 i32)"),
        ("random-u64", "random/random get-random-u64", "(result i64)"),
        ("environment", "cli/environment get-environment", "(param i32)"),
        ("arguments", "cli/environment get-arguments", "(param i32)"),
        ("stdout", "cli/stdout get-stdout", "(result i32)"),
        ("stdin", "cli/stdin get-stdin", "(result i32)"),
        ("terminal", "cli/terminal-stdout get-terminal-stdout", "(param i32)"),
        ("exit", "cli/exit exit", "(param i32)"),
        ("preopens", "filesystem/preopens get-directories", "(param i32)"),
        ("socket", "sockets/tcp-create-socket create-tcp-socket", "(param i32 i32)"),
    ];

    /// <summary>A module whose handler has the locals <c>$request</c>, <c>$out</c>, <c>$a</c>, <c>$b</c> and <c>$c</c>.</summary>
    /// <param name="handle">The code of the handler.</param>
    /// <param name="fields">More fields of the module.</param>
    /// <param name="realloc">Another allocator.</param>
    public static byte[] Convert(
        string handle, string fields = "", string realloc = """(export "cabi_realloc" (func $allocate))""")
    {
        var used = Imports.Select((import, index) =>
        {
            var parts = import.Import.Split(' ');
            // Patch versions mix in real programs.
            return $"""(import "wasi:{parts[0]}@0.2.{index % 13}" "{parts[1]}" (func ${import.Name} {import.Type}))""";
        });
        return Module.ConvertText($"""
            (module
              {string.Join("\n  ", used)}
            {Common}
              {realloc}
              {fields}
              (func (export "wasi:http/incoming-handler@0.2.3#handle") (param $request i32) (param $out i32)
                (local $a i32) (local $b i32) (local $c i32)
                {handle}))
            """);
    }

    /// <summary>A module that answers "ok", having read headers and body of the request.</summary>
    public static byte[] ConvertOk() => Convert(
        """
        (call $method (local.get $request) (i32.const 1024))
        (call $entries (call $headers (local.get $request)) (i32.const 1024))
        (call $consume (local.get $request) (i32.const 1024))
        (call $in-stream (i32.load (i32.const 1028)) (i32.const 1024))
        (call $read (i32.load (i32.const 1028)) (i64.const 65536) (i32.const 1024))
        (local.set $a (call $response (call $fields)))
        (call $body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
        (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
        (call $check (local.get $c) (i32.const 1024))
        (call $write (local.get $c) (i32.const 2000) (i32.const 2) (i32.const 1024))
        (call $drop-out-stream (local.get $c))
        (call $out-finish (local.get $b) (i32.const 0) (i32.const 0) (i32.const 1024))
        (call $answer (local.get $out) (local.get $a))
        """,
        """(data (i32.const 2000) "ok")""");
}
