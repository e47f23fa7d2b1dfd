using System.Globalization;
using System.Text;
using Wasmill.Client.Text;
using Wasmill.Events;
using Wasmill.Output;

namespace Wasmill.Commands.Functions.Invoking;

// Tested by: InvokeCommandTests
/// <summary>Text output of <c>invoke</c>: the reply on standard output, details of the run on standard error.</summary>
internal static class InvocationText
{
    private const double MiB = 1024 * 1024;

    /// <summary>Writes it.</summary>
    public static void Write(ITerminal terminal, Invocation invocation)
    {
        foreach (var line in invocation.Delivery.Log)
            terminal.Error.WriteLine($"| {line}");
        foreach (var reply in invocation.Delivery.Replies)
            terminal.Out.Write(Format(reply));
        if (invocation.Succeeded && invocation.Delivery.Replies.Count == 0)
            WritePlain(terminal, invocation);
        WriteRun(terminal, invocation);
        if (!invocation.Succeeded)
            terminal.Error.WriteLine($"{terminal.Bad("Failed:")} {invocation.Delivery.Reason}");
    }

    private static string Format(CloudEvent reply)
    {
        var text = EventText.Format(reply);
        return reply.Id.Length > 0 ? text : text.Replace("\n  id: \n", "\n  id: (none; the broker makes one)\n", StringComparison.Ordinal);
    }

    private static void WritePlain(ITerminal terminal, Invocation invocation)
    {
        var response = invocation.Answer!.Response;
        terminal.Error.WriteLine(
            response.Body.Length == 0 ? $"status {response.Status}, no event and no body" : $"status {response.Status}, no event:");
        if (response.Body.Length == 0)
            return;
        var body = response.Body.Span;
        terminal.Out.WriteLine(
            System.Text.Unicode.Utf8.IsValid(body) ? Encoding.UTF8.GetString(body).TrimEnd('\n') : Convert.ToBase64String(body));
    }

    private static void WriteRun(ITerminal terminal, Invocation invocation)
    {
        if (invocation.Times.Count == 0)
            return;
        var memory = string.Create(CultureInfo.InvariantCulture, $"peak memory {invocation.MemoryBytes / MiB:0.0} MiB");
        terminal.Error.WriteLine(terminal.Faint(invocation.Times.Count == 1
            ? string.Create(
                CultureInfo.InvariantCulture, $"{invocation.Component}: {invocation.Times[0].TotalMilliseconds:0.000} ms, {memory}")
            : string.Create(CultureInfo.InvariantCulture, $"{invocation.Component}: {invocation.Times.Count} runs, "
                + $"fastest {invocation.Times[0].TotalMilliseconds:0.000} ms, median {invocation.Percentile(50).TotalMilliseconds:0.000} "
                + $"ms, p99 {invocation.Percentile(99).TotalMilliseconds:0.000} ms, {memory}")));
    }
}
