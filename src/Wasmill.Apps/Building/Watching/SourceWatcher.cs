using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Watches the manifest and the sources of an app by looking at them, which works on every file system and misses nothing.</summary>
public sealed class SourceWatcher
{
    // Four looks in the time that a change must be at rest, as long as they take a fiftieth of the time; and one, as long as it takes a twentieth: a folder of ten thousand files is looked at less often.
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

    /// <summary>Begins to watch: whatever changes from now on is reported.</summary>
    /// <param name="read">Reads the app anew.</param>
    /// <param name="options">How to watch.</param>
    /// <exception cref="ManifestException">The manifest is wrong.</exception>
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

    /// <summary>The app as its manifest was when it was read last.</summary>
    public AppModel App => _app;

    /// <summary>The clock by which sources are polled.</summary>
    internal TimeProvider Time => _options.Time;

    /// <summary>The components to build, which are all that have a build command at first.</summary>
    public SourceChange Pending => new(_app, [.. Buildable(_app).Where(_pending.Contains)]);

    /// <summary>Components whose sources cannot be told: a build command that Wasmill does not know, and no <c>watch</c>.</summary>
    public IReadOnlyList<string> Unwatched
        => [.. _app.Components.Where(component => component.Build is not null && _options.Builds && ComponentSources.Find(_app, component, isBuilt: true).Count == 0).Select(component => component.Id)];

    /// <summary>
    /// Waits for a change:
    /// (1) look, until a change has come to rest;
    /// (2) read the manifest when it has changed, and look once more with what it says now;
    /// (3) give the components to build.
    /// </summary>
    /// <exception cref="ManifestException">The changed manifest is wrong. That is reported once; the next call waits for the next change.</exception>
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

    /// <summary>Says that everything that was to be built is built.</summary>
    public void Accept() => _pending.Clear();

    // By the faster of two looks: one that was held up, by the collector or another process, says nothing of the folder and must not put the next one off.
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
                // A folder went away while it was looked through: the next look shows what is left.
                await Task.Delay(_options.Debounce, Time, cancellationToken);
            }
        }
    }

    private IEnumerable<string> Buildable(AppModel app)
        => app.Components.Where(component => _options.Builds && component.Build is not null).Select(component => component.Id);
}
