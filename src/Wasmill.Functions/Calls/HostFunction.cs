namespace Wasmill.Functions.Calls;

/// <summary>A host function that guests may import.</summary>
/// <param name="Module">The module part of the import.</param>
/// <param name="Name">The name part of the import.</param>
/// <param name="Parameters">One letter for each parameter: <c>i</c> i32, <c>I</c> i64, <c>f</c> f32, <c>F</c> f64.</param>
/// <param name="Results">The same for the result; empty if the function returns nothing. At most one.</param>
/// <param name="Body">The implementation.</param>
internal sealed record HostFunction(string Module, string Name, string Parameters, string Results, HostFunctionBody Body);
