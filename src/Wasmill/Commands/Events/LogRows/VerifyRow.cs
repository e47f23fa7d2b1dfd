using Wasmill.Broker.Log.Inspection;

namespace Wasmill.Commands.Events.LogRows;

/// <summary>JSON output of <c>log verify</c>.</summary>
/// <param name="IsDamaged">Indicates whether there is damage that a crash does not explain; the exit code is then 1.</param>
/// <param name="Events">Intact events.</param>
/// <param name="DeadLetters">Intact dead letters.</param>
/// <param name="Segments">Segment files.</param>
/// <param name="Checkpoint"><c>whole</c>, <c>olderOnly</c>, <c>damaged</c> or <c>none</c>.</param>
/// <param name="Damages">The damaged places.</param>
/// <param name="Triggers">The triggers that miss events.</param>
internal sealed record VerifyRow(
    bool IsDamaged, long Events, long DeadLetters, int Segments, string Checkpoint, IReadOnlyList<DamageRow> Damages,
    IReadOnlyList<LostRow> Triggers)
{
    /// <summary>The row of a log.</summary>
    public static VerifyRow Of(LogSummary summary) => new(
        summary.IsDamaged,
        summary.Count(dead: false),
        summary.Count(dead: true),
        summary.Segments.Count,
        Word(summary.Checkpoint.ToString()),
        [.. summary.Damages.Select(damage => new DamageRow(
            damage.File, damage.IsTornTail ? "tornTail" : Word(damage.Kind.ToString()), damage.Offset, damage.Length, damage.Position,
            damage.NextPosition, damage.Lost, damage.IsAtLeast, damage.ToString()))],
        [.. summary.Triggers.Where(trigger => trigger.Lost > 0).Select(trigger => new LostRow(trigger.Name, trigger.Lost))]);

    private static string Word(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
