namespace Wasmill.Functions.Calls;

/// <summary>A guest broke the ABI: what it returned cannot be read as an answer.</summary>
internal sealed class BadAnswerException(string message) : Exception(message);
