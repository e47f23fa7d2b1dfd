namespace Wasmill.Bench.Profiling;

/// <summary>One sample of a thread.</summary>
/// <param name="Thread">The name of the thread, of which the kernel keeps 15 characters.</param>
/// <param name="Frames">The call stack, innermost frame first.</param>
internal sealed record StackSample(string Thread, IReadOnlyList<StackFrame> Frames);
