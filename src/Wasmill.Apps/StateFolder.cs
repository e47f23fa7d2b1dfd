using Wasmill.Storage;

namespace Wasmill.Apps;

/// <summary>The folder <c>.spin</c> beside an app's manifest: its key-value store and its logs.</summary>
internal static class StateFolder
{
    /// <summary>Spin's name for it, so that an app keeps its data when it moves.</summary>
    public const string Name = ".spin";

    /// <summary>Closes an existing one to other users. One that belongs to another user is left to them.</summary>
    /// <param name="app">The app's folder.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Close(string app)
    {
        var folder = Path.Combine(app, Name);
        if (PrivateFolders.IsOwn(folder))
            PrivateFolders.Tighten(folder, recursive: true, "--state-dir and --log-dir");
    }
}
