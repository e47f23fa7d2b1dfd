namespace Wasmill.Events;

/// <summary>One reason why a message is not an acceptable CloudEvent.</summary>
/// <param name="Code">The kind of error.</param>
/// <param name="Message">One line that names the attribute and what is wrong with it.</param>
public sealed record EventError(EventErrorCode Code, string Message)
{
    /// <summary>The HTTP status to answer with: 415 for an unknown event format, 400 for everything else.</summary>
    public int Status => Code == EventErrorCode.UnknownFormat ? 415 : 400;
}
