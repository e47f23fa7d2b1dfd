using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Tests.Fetching;

/// <summary>Modules are downloaded once from a real server, and nothing is believed that has not the digest of the manifest.</summary>
public sealed class ModuleFetcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Channel<string> _log = Channel.CreateUnbounded<string>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Modules => _folder.Path("cache", "modules");

    [Fact]
    public async Task A_module_is_downloaded_once_and_kept_by_its_digest()
    {
        await using var server = await ModuleServer.StartAsync();
        Assert.Equal(server.Module, await Fetcher().FetchAsync(Of(server), Cancel));
        Assert.Equal(server.Module, await Fetcher().FetchAsync(Of(server), Cancel));
        Assert.Equal(1, server.Requests);
        Assert.Equal([$"sha256-{server.Sha256}.wasm"], Directory.GetFiles(Modules).Select(Path.GetFileName));
        Assert.False(_log.Reader.TryPeek(out _));
    }

    [Fact]
    public async Task Offline_only_the_cache_is_used()
    {
        await using var server = await ModuleServer.StartAsync();
        var error = await FailAsync(FetchFailure.Offline, Of(server), options => options with { IsOffline = true });
        Assert.Equal(
            $"{server.Url} cannot be fetched: it is not in the cache {Modules}, and nothing is downloaded offline; run once without "
                + "--offline",
            error.Message);
        Assert.Equal(0, server.Requests);
        await Fetcher().FetchAsync(Of(server), Cancel);
        Assert.Equal(server.Module, await Fetcher(options => options with { IsOffline = true }).FetchAsync(Of(server), Cancel));
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_changed_file_of_the_cache_is_found_reported_and_downloaded_again()
    {
        await using var server = await ModuleServer.StartAsync();
        await Fetcher().FetchAsync(Of(server), Cancel);
        var file = Directory.GetFiles(Modules).Single();
        await File.WriteAllBytesAsync(file, await File.ReadAllBytesAsync(Checkout.Guest("hostile"), Cancel), Cancel);
        Assert.Equal(server.Module, await Fetcher().FetchAsync(Of(server), Cancel));
        Assert.Equal(
            $"{file} is damaged or was changed: its digest is not that of its name; it is not used",
            await _log.Reader.ReadAsync(Cancel));
        Assert.Equal(server.Module, await File.ReadAllBytesAsync(file, Cancel));

        await File.AppendAllTextAsync(file, "!", Cancel);
        await FailAsync(FetchFailure.Offline, Of(server), options => options with { IsOffline = true });
        Assert.False(File.Exists(file));
    }

    [Fact]
    public async Task A_wrong_digest_is_named_with_the_right_one_and_nothing_is_kept()
    {
        await using var server = await ModuleServer.StartAsync();
        var wanted = new string('0', 64);
        var error = await FailAsync(FetchFailure.WrongDigest, new RemoteModuleModel(new Uri(server.Url), wanted));
        Assert.Equal(
            $"{server.Url} cannot be fetched: its digest is sha256:{server.Sha256}, and the manifest says sha256:{wanted}; "
                + "either the file or the manifest is wrong",
            error.Message);
        Assert.False(Directory.Exists(Modules));
    }

    [Fact]
    public async Task What_is_not_WebAssembly_is_refused_after_its_digest_was_checked()
    {
        var page = "<html>"u8.ToArray();
        await using var server = await ModuleServer.StartAsync(answer: (_, context) => context.Response.Body.WriteAsync(page).AsTask());
        await FailAsync(FetchFailure.WrongDigest, Of(server));
        var module = new RemoteModuleModel(new Uri(server.Url), Convert.ToHexStringLower(SHA256.HashData(page)));
        Assert.Contains("is not WebAssembly", (await FailAsync(FetchFailure.NotAModule, module)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Modules));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_module_over_the_limit_is_refused_whether_or_not_its_length_is_said(bool saysLength)
    {
        await using var server = await ModuleServer.StartAsync(answer: (server, context) =>
        {
            if (saysLength)
                context.Response.ContentLength = server.Module.Length;
            return server.SendAsync(context);
        });
        var error = await FailAsync(FetchFailure.TooLarge, Of(server), options => options with { MaxBytes = 100 });
        Assert.EndsWith("it is larger than the limit for modules, 100 bytes", error.Message, StringComparison.Ordinal);
        await Fetcher(options => options with { MaxBytes = server.Module.Length }).FetchAsync(Of(server), Cancel);
    }

    [Fact]
    public async Task A_status_other_than_200_is_named_without_what_may_be_secret()
    {
        await using var server = await ModuleServer.StartAsync(answer: (_, context) =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        var secret = new UriBuilder(server.Url) { UserName = "me", Password = "secret", Query = "token=secret" }.Uri;
        Assert.Equal(
            $"{server.Url} cannot be fetched: {server.Url} answered with the status 404",
            (await FailAsync(FetchFailure.BadStatus, new RemoteModuleModel(secret, server.Sha256))).Message);
    }

    [Fact]
    public async Task A_server_that_is_not_there_or_breaks_off_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var url = new Uri($"http://{listener.LocalEndpoint}/m.wasm");
        listener.Stop();
        var module = new RemoteModuleModel(url, new string('0', 64));
        Assert.Equal($"{url} cannot be fetched: no server answers there", (await FailAsync(FetchFailure.Unreachable, module)).Message);

        await using var server = await ModuleServer.StartAsync(answer: async (server, context) =>
        {
            context.Response.ContentLength = server.Module.Length;
            await context.Response.Body.WriteAsync(server.Module.AsMemory(0, 10), Cancel);
            context.Abort();
        });
        await FailAsync(FetchFailure.Unreachable, Of(server));
    }

    [Fact]
    public async Task A_silent_server_is_given_up()
    {
        await using var server = await ModuleServer.StartAsync(
            answer: (_, context) => Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted));
        var error = await FailAsync(
            FetchFailure.Unreachable, Of(server), options => options with { Silence = TimeSpan.FromMilliseconds(100) });
        Assert.EndsWith("the server was silent for 0.1 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_takes_long_is_reported()
    {
        var reported = new TaskCompletionSource();
        await using var server = await ModuleServer.StartAsync(answer: async (server, context) =>
        {
            await reported.Task.WaitAsync(Cancel);
            await server.SendAsync(context);
        });
        var fetching = Fetcher().FetchAsync(Of(server), Cancel);
        Assert.Equal($"fetching {server.Url} (only once) ...", await _log.Reader.ReadAsync(Cancel));
        reported.SetResult();
        Assert.Equal(server.Module, await fetching);
    }

    [Fact]
    public async Task Redirects_are_followed_on_this_machine_and_never_to_an_insecure_server()
    {
        await using var server = await ModuleServer.StartAsync(answer: (server, context) =>
        {
            switch (context.Request.Path.Value)
            {
                case "/module.wasm":
                    context.Response.Redirect("/elsewhere");
                    return Task.CompletedTask;
                case "/insecure":
                    context.Response.Redirect("http://example.com/module.wasm?token=secret");
                    return Task.CompletedTask;
                case "/forever":
                    context.Response.Redirect("/forever");
                    return Task.CompletedTask;
                default:
                    return server.SendAsync(context);
            }
        });
        Assert.Equal(server.Module, await Fetcher().FetchAsync(Of(server), Cancel));
        var other = new RemoteModuleModel(new Uri(new Uri(server.Url), "/insecure"), new string('0', 64));
        Assert.EndsWith(
            "/insecure cannot be fetched: it redirects to http://example.com/module.wasm, which is not https",
            (await FailAsync(FetchFailure.BadRedirect, other)).Message,
            StringComparison.Ordinal);
        var forever = new RemoteModuleModel(new Uri(new Uri(server.Url), "/forever"), new string('0', 64));
        Assert.EndsWith(
            "the server redirects more than 10 times",
            (await FailAsync(FetchFailure.BadRedirect, forever)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_does_not_keep_a_module_from_running()
    {
        await using var server = await ModuleServer.StartAsync();
        _folder.Write("cache", "a file in the place of the folder");
        Assert.Equal(server.Module, await Fetcher().FetchAsync(Of(server), Cancel));
        Assert.Contains("cannot be written", await _log.Reader.ReadAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_errors_has_every_reason()
    {
        var page = File.ReadAllText(Checkout.Path("docs", "errors.md"));
        Assert.All(
            Enum.GetValues<FetchFailure>(),
            failure => Assert.Contains($"| `{failure}` | {(int)failure} |", page, StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private static RemoteModuleModel Of(ModuleServer server) => new(new Uri(server.Url), server.Sha256);

    private ModuleFetcher Fetcher(Func<ModuleFetcherOptions, ModuleFetcherOptions>? change = null)
    {
        var options = new ModuleFetcherOptions
        {
            CacheFolder = _folder.Path("cache"),
            Time = TimeProvider.System,
            Log = new LineLogger(line => _log.Writer.TryWrite(line)),
        };
        return new ModuleFetcher(change is null ? options : change(options));
    }

    private async Task<FetchException> FailAsync(
        FetchFailure failure, RemoteModuleModel module, Func<ModuleFetcherOptions, ModuleFetcherOptions>? change = null)
    {
        var error = await Assert.ThrowsAsync<FetchException>(() => Fetcher(change).FetchAsync(module, Cancel));
        Assert.Equal(failure, error.Failure);
        return error;
    }
}
