using System.Globalization;
using System.Text;
using Wasmill.Client.Api;
using Wasmill.Client.Text;
using Wasmill.Events.Json;
using Wasmill.Output;

namespace Wasmill.Commands.Events.DeadLetters;

// Tested by: DeadLettersCommandTests
/// <summary>Dead letters, as people read them.</summary>
internal static class DeadLetterText
{
    private const string Indent = "  ";

    /// <summary>Writes one row for each dead letter, with the message of its last attempt below it.</summary>
    public static void WriteList(ITerminal terminal, IReadOnlyList<DeadLetterDto> deadLetters)
    {
        if (deadLetters.Count == 0)
        {
            terminal.Out.WriteLine("No dead letters");
            return;
        }

        var table = new TextTable("Number", "Time", "Trigger", "Type", "Event", "Reason");
        foreach (var one in deadLetters)
        {
            table.Add(
                one.Number.ToString(CultureInfo.InvariantCulture), TimeText.Of(one.At), one.Trigger, one.Type, one.Id, one.Reason);
            table.AddNote($"{Indent}{FirstLineOf(one.Detail)} ({Attempts(one.Attempts)})");
        }

        table.Write(terminal);
        terminal.Error.WriteLine("Next: \"wasmill deadletters show NUMBER\" shows a dead letter,");
        terminal.Error.WriteLine("      \"wasmill deadletters replay NUMBER\" redelivers it");
    }

    /// <summary>Writes a dead letter with its attempts, what its target logged, and its event.</summary>
    public static void Write(ITerminal terminal, DeadLetterDto one)
    {
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Dead letter {one.Number}"));
        Line("time", TimeText.Of(one.At));
        Line("trigger", one.Target is { } target ? $"{one.Trigger} -> {target}" : $"{one.Trigger} (deleted)");
        Line("event", $"{one.Id} ({one.Type})");
        Line("reason", $"{one.Reason}: {one.Detail}");
        Line("attempts", one.Attempts.ToString(CultureInfo.InvariantCulture));
        foreach (var attempt in one.History ?? [])
            WriteAttempt(terminal, attempt);
        if (one.Event is { } json
            && JsonEventFormat.Parse(Encoding.UTF8.GetBytes(json.GetRawText()), isReply: false, out var parsed) is null)
            terminal.Out.Write(EventText.Format(parsed!));
        terminal.Out.WriteLine();
        terminal.Error.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Next: \"wasmill deadletters replay {one.Number}\" redelivers it"));
        if (one.Target is { } component && one.History is [{ } first, ..])
            terminal.Error.WriteLine($"      \"wasmill logs {component} --since {TimeText.Of(first.Ended)}\" shows what its target logged");

        void Line(string name, string text) => terminal.Out.WriteLine($"{Indent}{name,-10}{text}");
    }

    private static void WriteAttempt(ITerminal terminal, AttemptDto attempt)
    {
        terminal.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{Indent}{Indent}{attempt.Number}  {TimeText.Of(attempt.Ended)}  {attempt.Reason}"));
        foreach (var line in attempt.Log)
            terminal.Out.WriteLine($"{Indent}{Indent}{Indent}| {line}");
    }

    private static string FirstLineOf(string text) => text.Split('\n')[0];

    private static string Attempts(int count)
        => string.Create(CultureInfo.InvariantCulture, $"{count} attempt{(count == 1 ? "" : "s")}");
}
