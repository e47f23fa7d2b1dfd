namespace Wasmill.Apps.Building.Python.Requirements;

/// <summary>A statement of a Python source, on one line, without comments and with its texts in quotes left out.</summary>
/// <param name="Line">The line where it begins, from 1.</param>
/// <param name="Indentation">The columns before it.</param>
/// <param name="Text">The statement.</param>
internal readonly record struct PythonStatement(int Line, int Indentation, string Text);
