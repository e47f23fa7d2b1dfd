using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Receives reports about the reloads of an app.</summary>
public interface IReloadReports
{
    /// <summary>Reports what is watched from now on.</summary>
    /// <param name="app">The app.</param>
    /// <param name="files">The manifest, the sources, and the files that components may read.</param>
    void Watching(AppModel app, IReadOnlyList<string> files);

    /// <summary>Reports a warning for the developer.</summary>
    void Warn(string message);

    /// <summary>Reports that the sources have changed and a build begins.</summary>
    void Changed();

    /// <summary>Reports that a new version handles requests.</summary>
    /// <param name="app">The app.</param>
    /// <param name="elapsed">The time from the change to the new version.</param>
    void Swapped(AppModel app, TimeSpan elapsed);

    /// <summary>Reports that the build or the load failed, for a reason that the developer can fix.</summary>
    /// <param name="message">The reason; the output of a compiler or an interpreter comes before the last line.</param>
    /// <param name="isFirst">Indicates whether this would be the first version, so that no previous version runs.</param>
    void Failed(string message, bool isFirst);
}
