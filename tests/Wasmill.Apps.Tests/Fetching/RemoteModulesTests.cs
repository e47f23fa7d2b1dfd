using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Settings;

namespace Wasmill.Apps.Tests.Fetching;

/// <summary>An app whose modules are URLs.</summary>
public sealed class RemoteModulesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_of_a_downloaded_module_answers()
    {
        await using var server = await ModuleServer.StartAsync();
        Write(server.Source);
        await using var app = await LoadAsync();
        var answer = await app.HandleAsync(new AppRequest("GET", "/x", "http://h", [], default, "127.0.0.1:1"), Cancel);
        Assert.Equal(200, answer.Result!.Response.Status);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task All_modules_that_cannot_be_downloaded_are_named_with_their_places()
    {
        await using var server = await ModuleServer.StartAsync();
        var digest = new string('a', 64);
        Write(
            $"source = {{ url = \"{server.Url}\", digest = \"sha256:{digest}\" }}\n[[trigger.http]]\nroute = \"/g\"\n"
                + $"component = {{ source = {{ url = \"{server.Url}\", digest = \"sha256:{digest}\" }} }}");
        var error = await Assert.ThrowsAsync<ManifestException>(LoadAsync);
        Assert.Equal([8, 11], error.Errors.Select(one => one.Line));
        Assert.StartsWith(
            $"component f: {server.Url} cannot be fetched: its digest is sha256:{server.Sha256}",
            error.Errors[0].Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_may_replace_a_URL_by_a_file_and_the_other_way_round()
    {
        await using var server = await ModuleServer.StartAsync();
        Write($"{server.Source}\n[component.f.profile.here]\nsource = \"here.wasm\"");
        Assert.Null(AppLocator.Locate(_folder.FullName, "here").Components[0].Remote);
        Assert.Equal("here.wasm", AppLocator.Locate(_folder.FullName, "here").Components[0].Source);
        Write($"source = \"here.wasm\"\n[component.f.profile.there]\n{server.Source}");
        Assert.Equal(server.Sha256, AppLocator.Locate(_folder.FullName, "there").Components[0].Remote!.Sha256);
        Assert.Equal("", AppLocator.Locate(_folder.FullName, "there").Components[0].Source);
    }

    [Theory]
    [InlineData("url = \"http://example.com/a.wasm\"", "\"http://example.com/a.wasm\" is not a valid url of a module; use https://")]
    [InlineData("url = \"ftp://example.com/a.wasm\"", "is not a valid url of a module; use https://")]
    [InlineData("url = \"a.wasm\"", "is not a valid url of a module; use https://")]
    [InlineData("digest = \"sha256:0\"", "\"sha256:0\" is not a valid digest; use sha256: and 64 hexadecimal digits")]
    [InlineData("digest = \"md5:0\"", "\"md5:0\" is not a valid digest")]
    public async Task A_source_that_cannot_be_trusted_is_refused(string wrong, string reason)
    {
        var parts = new Dictionary<string, string>
        {
            ["url"] = "url = \"https://example.com/a.wasm\"",
            ["digest"] = $"digest = \"sha256:{new string('0', 64)}\"",
            [wrong.Split(' ')[0]] = wrong,
        };
        Write($"source = {{ {string.Join(", ", parts.Values)} }}");
        var error = await Assert.ThrowsAsync<ManifestException>(LoadAsync);
        Assert.Contains(reason, Assert.Single(error.Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registry_is_refused_with_what_to_write_instead()
    {
        Write("source = { registry = \"r\", package = \"a:b\", version = \"1.0.0\" }");
        Assert.EndsWith(
            "component.f.source: modules are not downloaded from a registry; write source = { url = \"https://...\", "
                + "digest = \"sha256:...\" }, or download the module and use its path",
            (await Assert.ThrowsAsync<ManifestException>(LoadAsync)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_downloaded_module_is_not_watched_and_without_a_cache_it_is_refused()
    {
        await using var server = await ModuleServer.StartAsync();
        Write(server.Source);
        var app = AppLocator.Locate(_folder.FullName);
        Assert.Empty(AppModules.FilesOf(app));
        Assert.Equal([_folder.Path("spin.toml")], new SourceWatcher(() => app, new WatchOptions()).Files);
        var error = await Assert.ThrowsAsync<ManifestException>(
            () => AppRuntime.LoadAsync(app, TestHost.Instance, AppSettings.Default, Cancel));
        Assert.EndsWith("there is no cache for downloaded modules", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private void Write(string component) => _folder.Write(
        "spin.toml",
        "spin_manifest_version = 2\n[application]\nname = \"a\"\n[[trigger.http]]\nroute = \"/...\"\ncomponent = \"f\"\n[component.f]\n"
            + component);

    private Task<AppRuntime> LoadAsync() => AppRuntime.LoadAsync(
        AppLocator.Locate(_folder.FullName),
        TestHost.Instance,
        new AppSettings
        {
            Modules = new ModuleFetcher(new ModuleFetcherOptions { CacheFolder = _folder.Path("cache"), Time = TimeProvider.System }),
        },
        Cancel);
}
