namespace Wasmill.Functions.Calls;

/// <summary>A function that the host offers to guests.</summary>
/// <param name="Module">The import's module.</param>
/// <param name="Name">The import's name.</param>
/// <param name="Parameters">One letter for each parameter: <c>i</c> i32, <c>I</c> i64, <c>f</c> f32, <c>F</c> f64.</param>
/// <param name="Results">The same for the result; empty when there is none. There is one at most.</param>
/// <param name="Body">What it does.</param>
internal sealed record HostFunction(string Module, string Name, string Parameters, string Results, HostFunctionBody Body);
