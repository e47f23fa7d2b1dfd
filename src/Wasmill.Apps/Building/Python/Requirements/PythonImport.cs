namespace Wasmill.Apps.Building.Python.Requirements;

/// <summary>An import in a Python source.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Module">The top-level module.</param>
/// <param name="IsConditional">Indicates whether it stands in <c>try</c>, <c>if</c> or one of their branches: it may never run, or its
/// failure is handled.</param>
internal readonly record struct PythonImport(int Line, string Module, bool IsConditional);
