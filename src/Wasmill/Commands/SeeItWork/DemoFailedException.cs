namespace Wasmill.Commands.SeeItWork;

/// <summary>The demo did not go as it should.</summary>
internal sealed class DemoFailedException(string message) : Exception(message);
