using System.Diagnostics;
using System.Net.Sockets;

namespace Wasmill.Apps.Tests.Files;

/// <summary>
/// An app's folder with links of every sort, and a folder beside it that holds a secret:
/// <c>dirlink</c> and <c>d/inner</c> lead out, <c>passwd</c> is a link to a file outside,
/// <c>in</c> and <c>file-in.txt</c> lead to places inside.
/// </summary>
internal sealed class LinkedFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("wasmill-links-").FullName;
    private readonly List<Socket> _sockets = [];

    public LinkedFolder()
    {
        App = Directory.CreateDirectory(Path.Combine(_root, "app")).FullName;
        Outside = Directory.CreateDirectory(Path.Combine(_root, "outside")).FullName;
        File.WriteAllText(Path.Combine(Outside, "secret.txt"), "secret");
        Write("a/one.txt", "one");
        Write("d/two.txt", "two");
        Directory.CreateSymbolicLink(Path.Combine(App, "dirlink"), Outside);
        Directory.CreateSymbolicLink(Path.Combine(App, "d", "inner"), "../../outside");
        Directory.CreateSymbolicLink(Path.Combine(App, "in"), "a");
        File.CreateSymbolicLink(Path.Combine(App, "file-in.txt"), Path.Combine(App, "a", "one.txt"));
        File.CreateSymbolicLink(Path.Combine(App, "secret-link.txt"), "../outside/secret.txt");
    }

    public string App { get; }

    public string Outside { get; }

    public string Write(string path, string text)
    {
        var full = Path.Combine(App, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return full;
    }

    /// <summary>Makes a named pipe.</summary>
    public void Pipe(string path)
    {
        using var process = Process.Start("mkfifo", [Path.Combine(App, path)]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Makes a socket.</summary>
    public void Socket(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _sockets.Add(socket);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(App, path)));
    }

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        Directory.Delete(_root, recursive: true);
    }
}
