using Wasmill.Apps.Files;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Building.Python;

/// <summary>
/// The links to folders that were followed on the way to a folder of sources. A link back to one of its own parents would never end.
/// </summary>
/// <param name="app">The folder of the app.</param>
/// <param name="problems">Receives the links that cannot be followed.</param>
internal sealed class LinkChain(AppFolder app, List<string> problems)
{
    private readonly List<string> _passed = [];

    /// <summary>Follows a link.</summary>
    /// <returns>The longer chain; null if the link leads out of the app's folder or in a circle.</returns>
    public LinkChain? TryFollow(string link)
    {
        if (app.ExplainPath(link) is { } reason)
        {
            problems.Add(reason);
            return null;
        }

        var next = new LinkChain(app, problems);
        next._passed.AddRange(_passed);
        next._passed.Add(HostPaths.Resolve(Path.GetDirectoryName(link)!)!);
        var goal = HostPaths.Resolve(link)!;
        if (!next._passed.Exists(passed => HostPaths.IsInside(passed, goal)))
            return next;
        problems.Add($"{app.NameOf(link)} is a link to a folder that contains it");
        return null;
    }
}
