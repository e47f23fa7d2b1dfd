namespace Wasmill.Functions;

/// <summary>The machines that compiled code is for.</summary>
public enum CodeTarget
{
    /// <summary>This machine: the code uses what its processor has.</summary>
    ThisMachine,

    /// <summary>Every Linux machine of this architecture: for code that is given to others, and somewhat slower.</summary>
    AnyMachine,
}
