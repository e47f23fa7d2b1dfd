namespace Wasmill.Events.Cesql.Parsing;

/// <summary>Why a text is no CESQL expression.</summary>
/// <param name="Column">Where in the text, from 1; one more than its length when it ends too early.</param>
/// <param name="Message">What is wrong and, where it can be said, how to mend it.</param>
public sealed record CesqlParseError(int Column, string Message);
