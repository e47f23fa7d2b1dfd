using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Cli;

// Tested by: WasiCliTests
/// <summary>
/// <c>wasi:cli</c>, and of <c>wasi:filesystem</c> that there are no folders: core modules open files through WASI preview 1.
/// </summary>
internal static class CommandFunctions
{
    private const string Environment = "wasi:cli/environment@0.2";
    private const int PairSize = 16;
    private const int TextSize = 8;

    /// <summary>All functions of 0.2.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        CanonicalFunction.Of(Environment, "get-environment", "i", "", WriteEnvironment),
        CanonicalFunction.Of(Environment, "get-arguments", "i", "", WriteArguments),
        CanonicalFunction.Of(Environment, "initial-cwd", "i", "", static (call, arguments) => WriteNone(call, arguments, 12)),
        CanonicalFunction.Of("wasi:cli/exit@0.2", "exit", "i", "", static (call, arguments) =>
        {
            call.Guest.Exit(call.Flag("the status", arguments[0]) ? 1 : 0);
            return 0;
        }),
        CanonicalFunction.Of("wasi:cli/exit@0.2", "exit-with-code", "i", "", static (call, arguments) =>
        {
            call.Guest.Exit((byte)arguments[0]);
            return 0;
        }),
        CanonicalFunction.Of("wasi:cli/stdin@0.2", "get-stdin", "", "i",
            static (call, _) => call.Give(new InputStream(call.Guest.World.Input))),
        CanonicalFunction.Of("wasi:cli/stdout@0.2", "get-stdout", "", "i",
            static (call, _) => call.Give(new LogStream(FunctionLogStream.Output))),
        CanonicalFunction.Of("wasi:cli/stderr@0.2", "get-stderr", "", "i",
            static (call, _) => call.Give(new LogStream(FunctionLogStream.Error))),
        .. ((string[])["stdin", "stdout", "stderr"]).Select(name =>
            CanonicalFunction.Of($"wasi:cli/terminal-{name}@0.2", $"get-terminal-{name}", "i", "",
                static (call, arguments) => WriteNone(call, arguments, 8))),
        CanonicalFunction.Of("wasi:filesystem/preopens@0.2", "get-directories", "i", "", static (call, arguments) =>
        {
            call.Area(arguments[0], 8).WriteRecords(0, 0, 12);
            return 0;
        }),
    ];

    private static long WriteEnvironment(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var variables = call.Guest.World.Environment;
        var records = call.Area(arguments[0], 8).WriteRecords(0, variables.Count, PairSize);
        for (var i = 0; i < variables.Count; i++)
        {
            var end = variables[i].IndexOf('=', StringComparison.Ordinal);
            records.WriteText((uint)(i * PairSize), variables[i][..end]);
            records.WriteText((uint)(i * PairSize + TextSize), variables[i][(end + 1)..]);
        }

        return 0;
    }

    private static long WriteArguments(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var texts = call.Guest.World.Arguments;
        var records = call.Area(arguments[0], 8).WriteRecords(0, texts.Count, TextSize);
        for (var i = 0; i < texts.Count; i++)
            records.WriteText((uint)(i * TextSize), texts[i]);
        return 0;
    }

    private static long WriteNone(CanonicalCall call, ReadOnlySpan<long> arguments, int size)
    {
        call.Area(arguments[0], size).Write8(0, 0);
        return 0;
    }
}
