namespace Wasmill.Events;

/// <summary>The reasons why a message is not an acceptable CloudEvent. The codes are stable and listed in docs/errors.md.</summary>
public enum EventErrorCode
{
    /// <summary>A required attribute is missing or empty.</summary>
    MissingAttribute = 1,

    /// <summary>The name of an attribute violates the naming rule.</summary>
    InvalidName,

    /// <summary>The value of an attribute violates the rule for its type.</summary>
    InvalidValue,

    /// <summary>An attribute is duplicated.</summary>
    DuplicateAttribute,

    /// <summary>The version of the specification is not supported.</summary>
    UnknownVersion,

    /// <summary>The body is not valid JSON of the expected structure.</summary>
    MalformedJson,

    /// <summary>The message has no CloudEvents attribute.</summary>
    NotAnEvent,

    /// <summary>The media type is an unsupported event format. Status 415.</summary>
    UnknownFormat,
}
