namespace Wasmill.Functions;

/// <summary>The stream that a guest's output was written to.</summary>
public enum FunctionLogStream
{
    /// <summary>File descriptor 1.</summary>
    Output,

    /// <summary>File descriptor 2.</summary>
    Error,
}
