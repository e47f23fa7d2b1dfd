namespace Wasmill.Apps.Building.Watching;

/// <summary>
/// Decides when a change has come to rest. Editors save by writing a file anew or by renaming one into place, and a version control system writes many: a change counts once two looks in a row
/// show the same.
/// </summary>
/// <param name="first">What was there when the last build began.</param>
internal sealed class ChangeDetector(SourceLook first)
{
    private SourceLook _seen = first;
    private SourceLook? _moving;

    /// <summary>Takes the next look.</summary>
    /// <returns>The components that have changed, none of them when it was the manifest alone; null while nothing has, or not everything is at rest.</returns>
    public IReadOnlyList<string>? Take(SourceLook look)
    {
        if (look.IsLike(_seen))
        {
            _moving = null;
            return null;
        }

        if (_moving is null || !look.IsLike(_moving))
        {
            _moving = look;
            return null;
        }

        var changed = look.Differing(_seen);
        _seen = look;
        _moving = null;
        return changed;
    }
}
