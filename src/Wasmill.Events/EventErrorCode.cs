namespace Wasmill.Events;

/// <summary>Why a message is not an acceptable CloudEvent. The codes are stable and listed in docs/errors.md.</summary>
public enum EventErrorCode
{
    /// <summary>A required attribute is missing or empty.</summary>
    MissingAttribute = 1,

    /// <summary>An attribute's name breaks the naming rule.</summary>
    InvalidName,

    /// <summary>An attribute's value breaks the rule for its type.</summary>
    InvalidValue,

    /// <summary>An attribute is given twice.</summary>
    DuplicateAttribute,

    /// <summary>The version of the specification is none that Wasmill knows.</summary>
    UnknownVersion,

    /// <summary>The body is not the JSON it should be.</summary>
    MalformedJson,

    /// <summary>The message carries no CloudEvents attribute at all.</summary>
    NotAnEvent,

    /// <summary>The media type is an event format that Wasmill does not know. Status 415.</summary>
    UnknownFormat,
}
