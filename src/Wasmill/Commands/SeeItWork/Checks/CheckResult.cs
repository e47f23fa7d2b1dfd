namespace Wasmill.Commands.SeeItWork.Checks;

/// <summary>Result of a check.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do; null if there is nothing to mend.</param>
internal sealed record CheckResult(CheckOutcome Outcome, string Text, string? Remedy = null)
{
    /// <summary>A result without anything to mend.</summary>
    public static CheckResult Ok(string text) => new(CheckOutcome.Ok, text);

    /// <summary>A result that should be mended.</summary>
    public static CheckResult Warning(string text, string remedy) => new(CheckOutcome.Warning, text, remedy);

    /// <summary>A result that must be mended.</summary>
    public static CheckResult Problem(string text, string remedy) => new(CheckOutcome.Problem, text, remedy);
}
