namespace Wasmill.Commands.SeeItWork;

/// <summary>JSON output of <c>doctor</c>: one check.</summary>
/// <param name="Name">What was checked.</param>
/// <param name="Outcome"><c>ok</c>, <c>warning</c> or <c>problem</c>.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do; absent if there is nothing to mend.</param>
internal sealed record DoctorRow(string Name, string Outcome, string Text, string? Remedy);
