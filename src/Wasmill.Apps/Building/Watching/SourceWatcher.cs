using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Watches the manifest and the sources of an app by polling, which works on every file system and misses nothing.</summary>
public sealed class SourceWatcher
{
    // Poll four times per debounce interval while a scan costs under 2 % of it, once while it costs under 5 %; large trees are polled less
    // often.
    private const int LooksPerRest = 4;
    private const int OftenShare = 50;
    private const int SeldomShare = 20;

    private readonly Func<AppModel> _read;
    private readonly WatchOptions _options;
    private readonly HashSet<string> _pending = new(StringComparer.Ordinal);
    private AppModel _app;
    private ChangeDetector _detector;
    private string _manifest;
    private TimeSpan _lastLook;

    /// <summary>Begins to watch: later changes are reported.</summary>
    /// <param name="read">Reads the app again.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ManifestException">The manifest is invalid.</exception>
    public SourceWatcher(Func<AppModel> read, WatchOptions options)
    {
        _read = read;
        _options = options;
        _app = read();
        var look = SourceLook.Take(_app, options.Builds);
        _manifest = look.Manifest;
        _detector = new ChangeDetector(look, options.Debounce);
        _pending.UnionWith(Buildable(_app));
    }

    /// <summary>The app according to the manifest when it was last read.</summary>
    public AppModel App => _app;

    /// <summary>The files that are watched: the manifest, the sources of the components or their modules, and the files that they may
    /// read.</summary>
    public IReadOnlyList<string> Files => SourceLook.FilesOf(_app, _options.Builds);

    /// <summary>The clock by which sources are polled.</summary>
    internal TimeProvider Time => _options.Time;

    /// <summary>The components to build; initially all that have a build command.</summary>
    public SourceChange Pending => new(_app, [.. Buildable(_app).Where(_pending.Contains)]);

    /// <summary>The components with unknown sources: their build command is unknown to Wasmill, and they have no <c>watch</c>.</summary>
    public IReadOnlyList<string> Unwatched
        => [.. _app.Components.Where(component => component.Build is not null
            && _options.Builds
            && ComponentSources.Find(_app, component, isBuilt: true).Count == 0).Select(component => component.Id)];

    /// <summary>
    /// Waits for a change: (1) poll until a change is debounced; (2) read the manifest if it has changed, and scan again with its new
    /// content; (3) return the components to build.
    /// </summary>
    /// <exception cref="ManifestException">The changed manifest is invalid. This is reported once; the next call waits for the next
    /// change.</exception>
    public async Task<SourceChange> NextAsync(CancellationToken cancellationToken)
    {
        // 1
        var period = _options.Debounce / LooksPerRest;
        SourceLook look;
        IReadOnlyList<string>? changed;
        do
        {
            await Task.Delay(period, Time, cancellationToken);
            var started = Time.GetTimestamp();
            look = await LookAsync(cancellationToken);
            changed = _detector.Take(look, Time.GetElapsedTime(0));
            period = Period(Time.GetElapsedTime(started));
        }
        while (changed is null);
        _pending.UnionWith(changed);

        // 2
        if (look.Manifest != _manifest)
        {
            _manifest = look.Manifest;
            _app = _read();
            var now = (await LookAsync(cancellationToken)) with { Manifest = look.Manifest };
            _pending.UnionWith(now.Differing(look));
            _detector = new ChangeDetector(now, _options.Debounce);
        }

        // 3
        return Pending;
    }

    /// <summary>Marks all pending components as built.</summary>
    public void Accept() => _pending.Clear();

    // Use the faster of the last two scans; one delayed by GC or another process says nothing about the tree.
    private TimeSpan Period(TimeSpan elapsed)
    {
        var look = elapsed < _lastLook ? elapsed : _lastLook;
        _lastLook = elapsed;
        var longest = Math.Max(_options.Debounce.Ticks, look.Ticks * SeldomShare);
        return TimeSpan.FromTicks(Math.Clamp(look.Ticks * OftenShare, _options.Debounce.Ticks / LooksPerRest, longest));
    }

    private async Task<SourceLook> LookAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return SourceLook.Take(_app, _options.Builds);
            }
            catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
            {
                // A folder was removed during the scan: the next scan sees the rest.
                await Task.Delay(_options.Debounce, Time, cancellationToken);
            }
        }
    }

    private IEnumerable<string> Buildable(AppModel app)
        => app.Components.Where(component => _options.Builds && component.Build is not null).Select(component => component.Id);
}
