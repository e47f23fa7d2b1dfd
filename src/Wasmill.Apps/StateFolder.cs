using Wasmill.Storage;

namespace Wasmill.Apps;

/// <summary>The folder <c>.spin</c> beside an app's manifest, which contains its key-value store and its logs.</summary>
internal static class StateFolder
{
    /// <summary>Spin's name for the folder, so that an app keeps its data when it moves.</summary>
    public const string Name = ".spin";

    /// <summary>Makes an existing folder inaccessible to other users. A folder that belongs to another user is left unchanged.</summary>
    /// <param name="app">The folder of the app.</param>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Close(string app)
    {
        var folder = Path.Combine(app, Name);
        if (PrivateFolders.IsOwn(folder))
            PrivateFolders.Tighten(folder, recursive: true, "--state-dir and --log-dir");
    }
}
