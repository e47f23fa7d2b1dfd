namespace Wasmill.Bench.Profiling;

/// <summary>One frame of a call stack.</summary>
/// <param name="Library">The file name of the library; of a method that was compiled just in time, its assembly; or
/// <see cref="Kernel"/>.</param>
/// <param name="Symbol">The name of the function, <c>Type::Method</c> for a method, or "[unknown]".</param>
internal readonly record struct StackFrame(string Library, string Symbol)
{
    /// <summary>The library of frames in the kernel and its modules.</summary>
    public const string Kernel = "kernel";
}
