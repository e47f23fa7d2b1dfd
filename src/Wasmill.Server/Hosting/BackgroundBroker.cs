using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.Server.Native;
using Wasmill.Server.Supervision;
using Wasmill.Storage;

namespace Wasmill.Server.Hosting;

// Tested by: LifeCycleTests
/// <summary>A broker's process in the background, which <see cref="BrokerProcess"/> starts.</summary>
public static class BackgroundBroker
{
    /// <summary>
    /// Runs the hidden command: serves until a signal or the API stops it. When it is serving, it writes that to standard output and
    /// detaches from the process that started it.
    /// </summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="cacheFolder">The folder of compiled functions.</param>
    /// <param name="output">The process's standard output.</param>
    /// <param name="cancellationToken">Stops the broker.</param>
    public static Task ServeAsync(BrokerFolder folder, string cacheFolder, TextWriter output, CancellationToken cancellationToken)
    {
        Session.Leave();
        return BrokerServer.RunAsync(
            new BrokerServerOptions
            {
                Folder = folder,
                CacheFolder = cacheFolder,
                HangUp = HangUpAction.Reload,
                Ready = url =>
                {
                    output.WriteLine(BrokerProcess.ServesAt + url);
                    output.Flush();
                    StandardStreams.MoveTo(MakeStartLog(folder));
                },
            },
            cancellationToken);
    }

    // Receives the runtime's messages about a crash.
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
            // Without the file, the output is discarded.
        }

        return path;
    }
}
