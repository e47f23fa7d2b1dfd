using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.Server.Native;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

// Tested by: LifeCycleTests
/// <summary>A broker's process in the background, which <see cref="BrokerProcess"/> starts.</summary>
public static class BackgroundBroker
{
    /// <summary>
    /// What the hidden command does: serve until a signal or the API says stop. Once it serves, it says so on its standard output, and
    /// keeps away from whoever started it.
    /// </summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="cacheFolder">Where compiled functions are kept.</param>
    /// <param name="output">The process's standard output.</param>
    /// <param name="cancellationToken">Asks for the stop.</param>
    public static Task ServeAsync(BrokerFolder folder, string cacheFolder, TextWriter output, CancellationToken cancellationToken)
    {
        Session.Leave();
        return BrokerServer.RunAsync(
            new BrokerServerOptions
            {
                Folder = folder,
                CacheFolder = cacheFolder,
                Ready = url =>
                {
                    output.WriteLine(BrokerProcess.ServesAt + url);
                    output.Flush();
                    StandardStreams.MoveTo(MakeStartLog(folder));
                },
            },
            cancellationToken);
    }

    // Gets what the runtime says of a crash.
    private static string MakeStartLog(BrokerFolder folder)
    {
        var path = Path.Combine(folder.Path, "logs", "start.log");
        try
        {
            PrivateFiles.Open(path, FileMode.Create, FileAccess.Write).Dispose();
        }
        catch (Exception error)
            when (FailedWrites.IsRefusal(error) && FailedWrites.EffectOf(WriteKind.LogLine, error) == FailureEffect.Degrade)
        {
            // Without the file it goes nowhere.
        }

        return path;
    }
}
