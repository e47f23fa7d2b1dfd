namespace Wasmill.Commands.SeeItWork.Checks;

/// <summary>A check of the machine. Each has a method <c>Judge</c> that decides by facts alone.</summary>
internal interface IMachineCheck
{
    /// <summary>What is checked, in a word or two.</summary>
    string Name { get; }

    /// <summary>Finds the facts and judges them. Leaves nothing behind.</summary>
    Task<CheckResult> RunAsync(CancellationToken cancellationToken);
}
