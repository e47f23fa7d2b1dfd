using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

/// <summary>Hears what becomes of the changes of an app.</summary>
public interface IReloadReports
{
    /// <summary>Something that a developer should know.</summary>
    void Warn(string message);

    /// <summary>The sources have changed; the build begins.</summary>
    void Changed();

    /// <summary>A new version answers from now on.</summary>
    /// <param name="app">The app.</param>
    /// <param name="elapsed">The time from the change to the new version.</param>
    void Swapped(AppModel app, TimeSpan elapsed);

    /// <summary>The build or the loading failed, for a reason that the developer can mend.</summary>
    /// <param name="message">Why; what a compiler or an interpreter said goes before the last line.</param>
    /// <param name="isFirst">Whether there is no version before that goes on.</param>
    void Failed(string message, bool isFirst);
}
