namespace Wasmill.Apps.Manifests;

/// <summary>One thing that is wrong with a manifest.</summary>
/// <param name="File">The manifest's path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">What is wrong and how to mend it.</param>
public sealed record ManifestError(string File, int Line, int Column, string Message)
{
    /// <summary><c>spin.toml:3:5: ...</c></summary>
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}: {Message}");
}
