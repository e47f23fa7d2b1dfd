namespace Wasmill.Flows.Components;

/// <summary>The ways in which the components of a kind reply with events, which go back to the broker.</summary>
public enum AnswerRule
{
    /// <summary>They never reply.</summary>
    Never,

    /// <summary>They can reply; most do not.</summary>
    Possible,

    /// <summary>They usually reply: a trigger that matches its own replies causes a warning.</summary>
    Expected,
}
