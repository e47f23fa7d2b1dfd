using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Variables.Interfaces;

// Tested by: GuestCasesTests
/// <summary><c>fermyon:spin/variables@2.0.0</c>: gives a component its own variables, and no others.</summary>
internal static class VariableFunctions
{
    // Longer than any name in practice; avoids reading a name of 100 MiB.
    private const int NameLimit = 1024;

    /// <summary>All functions of the interface.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
        [CanonicalFunction.Of("fermyon:spin/variables@2.0.0", "get", "iii", "", Get)];

    // Result: ok 0, text at 4; or error 1, its number at 4, text at 8.
    private static long Get(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[2], 16);
        if (call.Bytes("the name", arguments[0], arguments[1]).Length > NameLimit)
            return Fail(area, VariableError.InvalidName, FormattableString.Invariant($"the name is longer than {NameLimit} bytes"));
        var name = call.Text("the name", arguments[0], arguments[1]);
        if (VariableName.Explain(name) is { } reason)
            return Fail(area, VariableError.InvalidName, $"\"{name}\" is not a valid variable name: {reason}");
        if (!call.Guest.Grants.Variables.TryGetValue(name, out var value))
            return Fail(
                area,
                VariableError.Undefined,
                $"the component {call.Guest.Grants.Name} has no variable {name}; add it to its variables in the manifest");
        area.WriteText(4, value);
        area.Write8(0, 0);
        return 0;
    }

    private static long Fail(ReturnArea area, VariableError error, string text)
    {
        area.WriteText(8, text);
        area.Write8(4, (byte)error);
        area.Write8(0, 1);
        return 0;
    }
}
