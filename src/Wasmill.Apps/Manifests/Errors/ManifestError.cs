namespace Wasmill.Apps.Manifests.Errors;

/// <summary>One problem with a manifest, or with a feature that it requests.</summary>
/// <param name="File">The path of the manifest; empty for a problem without a place in a manifest.</param>
/// <param name="Line">The line, from 1; 0 for a problem without a place.</param>
/// <param name="Column">The column, from 1; 0 for a problem without a place.</param>
/// <param name="Message">The problem and its fix.</param>
public sealed record ManifestError(string File, int Line, int Column, string Message)
{
    /// <summary><c>spin.toml:3:5: ...</c></summary>
    public override string ToString() => Line == 0 ? Message : FormattableString.Invariant($"{File}:{Line}:{Column}: {Message}");
}
