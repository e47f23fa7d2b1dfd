using System.Formats.Tar;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Wasmill.Acceptance.Golden;

/// <summary>
/// A home folder and an app's folder as some version of the tool has left them, packed into <c>home.tar.gz</c>. What belongs to the place
/// they were written at is replaced by words in capitals.
/// </summary>
internal static partial class GoldenHome
{
    /// <summary>The archive's name.</summary>
    public const string Archive = "home.tar.gz";

    /// <summary>The name of the file beside it, which says what must be found.</summary>
    public const string Manifest = "home.json";

    /// <summary>The home inside the folder that is packed.</summary>
    public const string Home = "home";

    /// <summary>The app inside the folder that is packed. Its module is not packed: it is <c>tests/guests/capabilities.wasm</c>.</summary>
    public const string App = "app";

    private const string AppWord = "@APP@";
    private const string SinkWord = "@SINK@";
    private const string PortWord = "@PORT@";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = 0 };

    /// <summary><c>tests/Golden</c>.</summary>
    public static string Root { get; } = Path.Combine(Repository.Root, "tests", "Golden");

    /// <summary>The module of the app.</summary>
    public static string Module { get; } = Checkout.Guest("capabilities");

    /// <summary>Packs a folder after its brokers have stopped.</summary>
    public static async Task PackAsync(string folder, string sink, string archive)
    {
        File.Delete(Path.Combine(folder, App, Path.GetFileName(Module)));
        foreach (var file in Texts(folder))
        {
            var text = (await File.ReadAllTextAsync(file)).Replace(Path.Combine(folder, App), AppWord, StringComparison.Ordinal).Replace(
                sink.TrimEnd('/'), SinkWord, StringComparison.Ordinal);
            await RewriteAsync(file, OwnAddress().Replace(text, $"$1:{PortWord}"));
        }

        await using var stream = File.Create(archive);
        await using var zip = new GZipStream(stream, CompressionLevel.SmallestSize);
        await using var writer = new TarWriter(zip, TarEntryFormat.Pax);
        // TarFile would leave out what begins with a dot, as the app's state does.
        foreach (var path in Directory.GetFileSystemEntries(folder, "*", Everything).Order(StringComparer.Ordinal))
            await writer.WriteEntryAsync(path, Path.GetRelativePath(folder, path));
    }

    /// <summary>Unpacks an archive with its modes into a folder, for brokers on free ports.</summary>
    public static async Task UnpackAsync(string archive, string folder, string sink)
    {
        await using (var stream = File.OpenRead(archive))
        await using (var zip = new GZipStream(stream, CompressionMode.Decompress))
            await TarFile.ExtractToDirectoryAsync(zip, folder, overwriteFiles: false);
        File.Copy(Module, Path.Combine(folder, App, Path.GetFileName(Module)));
        foreach (var file in Texts(folder))
        {
            var text = (await File.ReadAllTextAsync(file)).Replace(AppWord, Path.Combine(folder, App), StringComparison.Ordinal).Replace(
                SinkWord, sink.TrimEnd('/'), StringComparison.Ordinal);
            await RewriteAsync(
                file,
                text.Contains(PortWord, StringComparison.Ordinal)
                    ? text.Replace(PortWord, $"{Ports.Free()}", StringComparison.Ordinal)
                    : text);
        }
    }

    /// <summary>Sends an event to a broker over HTTP, as a producer does.</summary>
    /// <returns>The status.</returns>
    public static async Task<int> PostAsync(string url, AuthenticationHeaderValue? authorization, string id, string type, byte[] data)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(data) };
        request.Headers.Authorization = authorization;
        request.Headers.Add("ce-specversion", "1.0");
        request.Headers.Add("ce-id", id);
        request.Headers.Add("ce-type", type);
        request.Headers.Add("ce-source", "/golden");
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }

    /// <summary>How a producer proves who it is.</summary>
    /// <param name="kind"><c>bearer</c> or <c>basic</c>.</param>
    /// <param name="name">The credential's name.</param>
    /// <param name="secret">Its token or password.</param>
    public static AuthenticationHeaderValue Credential(string kind, string name, string secret) =>
        kind == "bearer" ? new("Bearer", secret) : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{secret}")));

    private static IEnumerable<string> Texts(string folder)
        => Directory.GetFiles(Path.Combine(folder, Home), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".json" or ".yaml" or ".log");

    // In place, so that the mode stays.
    private static async Task RewriteAsync(string file, string text)
    {
        await using var stream = new FileStream(file, FileMode.Truncate, FileAccess.Write);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    [GeneratedRegex(@"(127\.0\.0\.1|localhost):\d+")]
    private static partial Regex OwnAddress();
}
