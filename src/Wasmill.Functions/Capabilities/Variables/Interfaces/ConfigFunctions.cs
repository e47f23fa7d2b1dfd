using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Variables.Interfaces;

/// <summary><c>spin-config</c>: gives a component its own variables, and no others.</summary>
internal static class ConfigFunctions
{
    private const string Module = "spin-config";

    // Longer than any name in practice; avoids reading a key of 100 MiB.
    private const int KeyLimit = 1024;

    /// <summary>All functions of the interface.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } = [new(Module, "get-config", "iii", "", GetConfig)];

    // Result: ok 0, text at 4; or error 1, its tag at 4, text at 8.
    private static long GetConfig(GuestCall call, ReadOnlySpan<long> arguments)
    {
        var reader = new HostArguments(call, $"{Module}.get-config");
        var result = reader.Result(arguments[2], 16);
        if ((uint)arguments[1] > KeyLimit)
        {
            reader.Bytes("the key", arguments[0], arguments[1]);
            Fail(result, ConfigError.InvalidKey, FormattableString.Invariant($"the key is longer than {KeyLimit} bytes"));
            return 0;
        }

        var key = reader.Text("the key", arguments[0], arguments[1]);
        if (VariableName.Explain(key) is { } reason)
        {
            Fail(result, ConfigError.InvalidKey, $"\"{key}\" is not a valid variable name: {reason}");
        }
        else if (call.Grants.Variables.TryGetValue(key, out var value))
        {
            result.WriteText(4, value);
            result.Write8(0, 0);
        }
        else
        {
            Fail(
                result,
                ConfigError.Other,
                $"the component {call.Grants.Name} has no variable {key}; add it to its variables in the manifest");
        }

        return 0;
    }

    private static void Fail(ReturnArea result, ConfigError error, string text)
    {
        result.WriteText(8, text);
        result.Write8(4, (byte)error);
        result.Write8(0, 1);
    }
}
