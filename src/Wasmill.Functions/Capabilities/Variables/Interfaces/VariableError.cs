namespace Wasmill.Functions.Capabilities.Variables.Interfaces;

/// <summary>The errors of <c>fermyon:spin/variables@2.0.0</c>, by their number. Each carries a text.</summary>
internal enum VariableError : byte
{
    /// <summary>The name is not a valid variable name.</summary>
    InvalidName = 0,

    /// <summary>The component has no variable with this name.</summary>
    Undefined = 1,
}
