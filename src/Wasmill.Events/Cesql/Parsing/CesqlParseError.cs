namespace Wasmill.Events.Cesql.Parsing;

/// <summary>The reason why a text is not a valid CESQL expression.</summary>
/// <param name="Column">Column in the text, from 1; the length of the text plus 1 if it ends too early.</param>
/// <param name="Message">The problem and, where known, how to fix it.</param>
public sealed record CesqlParseError(int Column, string Message);
