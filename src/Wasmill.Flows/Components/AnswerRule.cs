namespace Wasmill.Flows.Components;

/// <summary>Whether the components of a kind answer with events, which go back to the broker.</summary>
public enum AnswerRule
{
    /// <summary>They never answer.</summary>
    Never,

    /// <summary>They can answer; most do not.</summary>
    Possible,

    /// <summary>They usually answer: a trigger that matches its own replies is worth a warning.</summary>
    Expected,
}
