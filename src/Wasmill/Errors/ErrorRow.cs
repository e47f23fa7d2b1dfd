namespace Wasmill.Errors;

/// <summary>An error as JSON.</summary>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">The problem, where it is, and how to fix it.</param>
internal sealed record ErrorRow(string Code, string Message);
