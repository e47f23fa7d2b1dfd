namespace Wasmill.Apps.Manifests.Errors;

/// <summary>One thing that is wrong with a manifest, or with what it asks for.</summary>
/// <param name="File">The manifest's path; empty for what has no place in a manifest.</param>
/// <param name="Line">From 1; 0 for what has no place.</param>
/// <param name="Column">From 1; 0 for what has no place.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ManifestError(string File, int Line, int Column, string Message)
{
    /// <summary><c>spin.toml:3:5: ...</c></summary>
    public override string ToString() => Line == 0 ? Message : FormattableString.Invariant($"{File}:{Line}:{Column}: {Message}");
}
