namespace Wasmill.Events;

/// <summary>The reason why a message is not an acceptable CloudEvent.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Message">One line that names the attribute and the problem.</param>
public sealed record EventError(EventErrorCode Code, string Message)
{
    /// <summary>The HTTP status of the response: 415 for an unknown event format, otherwise 400.</summary>
    public int Status => Code == EventErrorCode.UnknownFormat ? 415 : 400;
}
