namespace Wasmill.Apps.Building.Python.Requirements;

/// <summary>Something that an app needs and a function does not have.</summary>
/// <param name="Place">File and line, or the file that lists a package.</param>
/// <param name="Text">What is missing, and the way round.</param>
internal sealed record PythonFinding(string Place, string Text)
{
    /// <inheritdoc />
    public override string ToString() => $"{Place}: {Text}";
}
