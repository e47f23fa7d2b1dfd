namespace Wasmill.Functions.Calls;

/// <summary>A guest broke the ABI: its return value cannot be read as a response.</summary>
internal sealed class BadAnswerException(string message) : Exception(message);
