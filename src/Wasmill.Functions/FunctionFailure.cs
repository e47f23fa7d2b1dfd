namespace Wasmill.Functions;

// Tested by: ResourceAttackTests, HostArgumentsTests
/// <summary>The reason why a call did not return a response of the guest. The codes are stable and listed in docs/errors.md.</summary>
public enum FunctionFailure
{
    /// <summary>The guest responded. Its status may still be an error of its own.</summary>
    None = 0,

    /// <summary>The wall-clock deadline passed. Status 504.</summary>
    Deadline,

    /// <summary>
    /// The guest trapped: unreachable code, an invalid memory access, or a call of an import that is not available. Status 500.
    /// </summary>
    Trap,

    /// <summary>The guest requested more memory than its limit and then failed. Status 500.</summary>
    Memory,

    /// <summary>The guest ended itself with <c>proc_exit</c>. Status 500.</summary>
    Exit,

    /// <summary>The guest wrote more to its standard output and error than the limit allows. Status 500.</summary>
    OutputFlood,

    /// <summary>
    /// The guest returned an invalid response: a pointer outside its memory, a status outside 100 to 599, or a header that HTTP does not
    /// allow. Status 500.
    /// </summary>
    BadAnswer,

    /// <summary>
    /// Too many calls of this function are waiting for a worker, or no slot for its instance became free in time. The guest was not called.
    /// Status 503.
    /// </summary>
    QueueFull,

    /// <summary>The request uses a method that the guest's ABI cannot express. Status 405.</summary>
    MethodNotAllowed,

    /// <summary>The guest called the host more often than its limit allows. Status 500.</summary>
    HostCalls,

    /// <summary>The guest's tables are larger than its limit. Status 500.</summary>
    Tables,

    /// <summary>The guest responded with more bytes than its limit allows. Status 500.</summary>
    ResponseTooLarge,
}
