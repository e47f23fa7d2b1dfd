namespace Wasmill.Apps.Building.Watching;

/// <summary>
/// Debounces changes. Editors save by writing a file anew or by renaming one into place, and a version control system writes many files: a
/// change counts once scans have been unchanged for the debounce time.
/// </summary>
/// <param name="first">The scan at the start of the last build.</param>
/// <param name="rest">The debounce time.</param>
internal sealed class ChangeDetector(SourceLook first, TimeSpan rest)
{
    private SourceLook _seen = first;
    private SourceLook? _moving;
    private TimeSpan _movedAt;

    /// <summary>Processes the next scan.</summary>
    /// <param name="look">The scan.</param>
    /// <param name="at">The time of the scan on a monotonic clock.</param>
    /// <returns>The changed components, empty if only the manifest changed; null while nothing has changed or the change is not yet
    /// stable.</returns>
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
