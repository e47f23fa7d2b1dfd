namespace Wasmill.Apps.Building.Watching;

/// <summary>
/// Decides when a change has come to rest. Editors save by writing a file anew or by renaming one into place, and a version control system writes many: a change counts once it has looked
/// the same for a while.
/// </summary>
/// <param name="first">What was there when the last build began.</param>
/// <param name="rest">The while.</param>
internal sealed class ChangeDetector(SourceLook first, TimeSpan rest)
{
    private SourceLook _seen = first;
    private SourceLook? _moving;
    private TimeSpan _movedAt;

    /// <summary>Takes the next look.</summary>
    /// <param name="look">What was seen.</param>
    /// <param name="at">When, by a clock that goes steadily.</param>
    /// <returns>The components that have changed, none of them when it was the manifest alone; null while nothing has, or not everything is at rest.</returns>
    public IReadOnlyList<string>? Take(SourceLook look, TimeSpan at)
    {
        if (look.IsLike(_seen))
        {
            _moving = null;
            return null;
        }

        if (_moving is null || !look.IsLike(_moving))
        {
            (_moving, _movedAt) = (look, at);
            return null;
        }

        if (at - _movedAt < rest)
            return null;

        var changed = look.Differing(_seen);
        _seen = look;
        _moving = null;
        return changed;
    }
}
