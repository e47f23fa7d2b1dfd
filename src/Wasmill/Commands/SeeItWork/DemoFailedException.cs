namespace Wasmill.Commands.SeeItWork;

/// <summary>Failure of the demo.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
