using System.Globalization;
using System.Text;
using Wasmill.Functions.Tests.Guests.WasiHttp;

namespace Wasmill.Functions.Tests.Hostile;

/// <summary>
/// A guest that calls the host as the body of its request says, with random functions and arguments: whatever it does, it ends its own call
/// at most. WASMILL_SCRIPTS asks for more.
/// </summary>
public sealed class WasiHttpScriptTests
{
    private static readonly int Scripts = int.TryParse(Environment.GetEnvironmentVariable("WASMILL_SCRIPTS"), out var asked)
        ? asked
        : 8_000;

    // Reads the body, which comes in one piece, and makes a call for each step: the function's number at 0, its arguments from 8 on.
    private static string Interpreter
    {
        get
        {
            var calls = new StringBuilder();
            foreach (var (index, import) in WasiHttpText.Imports.Index())
            {
                var arguments = WasiHttpScript.ParametersOf(import.Type).Select((type, number) => type == "i64"
                    ? $"(i64.load offset={8 + number * 8} (local.get $a))"
                    : $"(i32.load offset={8 + number * 8} (local.get $a))");
                var call = $"(call ${import.Name} {string.Join(' ', arguments)})";
                if (import.Type.Contains("result", StringComparison.Ordinal))
                    call = $"(drop {call})";
                calls.Append(CultureInfo.InvariantCulture, $"(if (i32.eq (local.get $c) (i32.const {index})) (then {call}))\n");
            }

            return $"""
                (call $consume (local.get $request) (i32.const 1024))
                (call $in-stream (i32.load (i32.const 1028)) (i32.const 1024))
                (call $read (i32.load (i32.const 1028)) (i64.const 65536) (i32.const 1024))
                (local.set $a (i32.load (i32.const 1028)))
                (local.set $b (i32.add (local.get $a) (i32.load (i32.const 1032))))
                (loop $step
                  (local.set $c (i32.load (local.get $a)))
                  {calls}
                  (local.set $a (i32.add (local.get $a) (i32.const {WasiHttpScript.StepSize})))
                  (br_if $step (i32.lt_u (local.get $a) (local.get $b))))
                """;
        }
    }

    [Fact]
    public async Task Random_calls_never_fail_in_the_host()
    {
        await using var function = await WasiHttpText.LoadAsync(
            WasiHttpText.Convert(Interpreter, """(data (i32.const 2000) "\d8\07\00\00\03\00\00\00x-a/p?q")"""),
            new FunctionConfig
            {
                Name = "scripted",
                Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(50), OutputBytes = 100_000, ResponseBytes = 1 << 20 },
            });
        var random = new Random(7);
        var failures = new Dictionary<FunctionFailure, int>();
        for (var i = 0; i < Scripts; i++)
        {
            var script = new WasiHttpScript(random);
            var body = script.Make();
            var result = await function.InvokeAsync(
                new FunctionRequest("POST", "/a?b", [new("host", "example.com"), new("x-a", "1")], body),
                TestContext.Current.CancellationToken);
            Assert.False(
                result.Reason.Contains("bug of wasmill", StringComparison.Ordinal),
                $"script {i}: {result.Reason}\n{script.Text}");
            failures[result.Failure] = failures.GetValueOrDefault(result.Failure) + 1;
        }

        // A few went on to the end; most were stopped on the way.
        Assert.True(failures.GetValueOrDefault(FunctionFailure.Trap) > Scripts / 4, string.Join(' ', failures));
        Assert.True(failures.GetValueOrDefault(FunctionFailure.BadAnswer) > Scripts / 200, string.Join(' ', failures));
    }
}
