namespace Wasmill.CommandLine.Completion;

// Tested by: CompletionTests
/// <summary>What a word of a command line names.</summary>
internal enum NameKind
{
    /// <summary>Something that cannot be listed.</summary>
    None,

    /// <summary>A file or a folder; the shell completes it.</summary>
    File,

    /// <summary>A broker.</summary>
    Broker,

    /// <summary>A source of the broker.</summary>
    Source,

    /// <summary>A target of the broker.</summary>
    Target,

    /// <summary>A trigger of the broker.</summary>
    Trigger,

    /// <summary>A source, target or transformation of the broker.</summary>
    Component,

    /// <summary>A broker, or a trigger or component of the broker.</summary>
    Described,

    /// <summary>A type of events that the broker has, or that one of its triggers selects.</summary>
    EventType,

    /// <summary>A credential of the broker's producers.</summary>
    Credential,

    /// <summary>A template of functions.</summary>
    Template,

    /// <summary>A kind of component.</summary>
    Kind,
}
