using System.Text.RegularExpressions;

namespace Wasmill.Bench.Profiling;

/// <summary>
/// Reads the output of <c>perf script -F comm,ip,sym,dso</c>: for each sample the name of its thread, then one indented line for each
/// frame, innermost first, then an empty line.
/// </summary>
internal static partial class PerfScript
{
    /// <summary>Reads all samples.</summary>
    public static IEnumerable<StackSample> Read(TextReader text)
    {
        var thread = "";
        var frames = new List<StackFrame>();
        while (text.ReadLine() is { } line)
        {
            if (line.Length == 0 && thread.Length > 0)
            {
                yield return new StackSample(thread, frames);
                (thread, frames) = ("", []);
            }
            else if (FrameLine().Match(line) is { Success: true } frame)
            {
                frames.Add(ToFrame(frame.Groups["address"].Value, frame.Groups["symbol"].Value, frame.Groups["library"].Value));
            }
            else if (line.Length > 0)
            {
                thread = line.Trim();
            }
        }

        if (thread.Length > 0)
            yield return new StackSample(thread, frames);
    }

    private static StackFrame ToFrame(string address, string symbol, string library)
    {
        // The upper half of the address space; the name of the library is that of a module of the kernel, or "[kernel.kallsyms]".
        if (address.Length == 16 && address.StartsWith("ffff", StringComparison.Ordinal))
            return new StackFrame(StackFrame.Kernel, symbol);
        // The runtime's map of a process names a method with its whole signature: "instance void [Assembly] Type::Method(int32)[Tier]".
        if (MapFile().IsMatch(library) && Method().Match(symbol) is { Success: true } method)
            return new StackFrame(method.Groups["assembly"].Value, method.Groups["name"].Value);
        return new StackFrame(Path.GetFileName(library), symbol);
    }

    [GeneratedRegex(@"^\s+(?<address>[0-9a-f]+) (?<symbol>.*) \((?<library>[^()]+?)(?: \(deleted\))?\)$")]
    private static partial Regex FrameLine();

    [GeneratedRegex(@"/perf-\d+\.map$")]
    private static partial Regex MapFile();

    // Types of a signature have no blank between assembly and name.
    [GeneratedRegex(@"(?:^| )\[(?<assembly>[^\]\[ ]+)\] (?<name>\S+::[^( ]+)")]
    private static partial Regex Method();
}
