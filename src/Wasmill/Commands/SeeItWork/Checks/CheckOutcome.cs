namespace Wasmill.Commands.SeeItWork.Checks;

/// <summary>How a check of the machine ended, from best to worst.</summary>
internal enum CheckOutcome
{
    /// <summary>Nothing to mend.</summary>
    Ok,

    /// <summary>Wasmill works, but slower, with less, or with a risk.</summary>
    Warning,

    /// <summary>Something does not work, or loses events, until it is mended.</summary>
    Problem,
}
