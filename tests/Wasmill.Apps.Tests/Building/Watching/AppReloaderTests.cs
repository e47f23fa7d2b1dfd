using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Watching;

public sealed class AppReloaderTests : IDisposable
{
    private readonly string _module = Path.Combine(Directory.CreateTempSubdirectory("wasmill-reload-").FullName, "app.wasm");

    // What was loaded may be a part of the old module and a part of the new one.
    [Fact]
    public async Task A_module_that_is_written_while_it_is_loaded_is_loaded_again_at_once()
    {
        Put("echo");
        var versions = new List<AppRuntime>();
        async Task<AppRuntime> LoadAsync(AppModel app, CancellationToken cancellationToken)
        {
            versions.Add(await AppRuntime.LoadAsync(app, TestHost.Instance, FunctionLimits.Default, cancellationToken));
            if (versions.Count == 1)
                Put("edges");
            return versions[^1];
        }

        using var reloader = new AppReloader(
            new SourceWatcher(() => AppLocator.Locate(_module), new WatchOptions()),
            new AppBuilder(TestHost.Instance, static _ => { }),
            LoadAsync,
            new NoFailures());
        await using var live = await reloader.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, versions.Count);
        var answer = await live.HandleAsync(
            new AppRequest("GET", "/", "http://localhost", [], default, "127.0.0.1:1"), TestContext.Current.CancellationToken);
        Assert.Equal("ok", System.Text.Encoding.UTF8.GetString(answer.Result!.Response.Body.Span));
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_module)!, recursive: true);

    private void Put(string guest) => File.Copy(Checkout.Guest(guest), _module, overwrite: true);

    private sealed class NoFailures : IReloadReports
    {
        public void Watching(AppModel app, IReadOnlyList<string> files)
        {
        }

        public void Warn(string message) => Assert.Fail(message);

        public void Changed()
        {
        }

        public void Swapped(AppModel app, TimeSpan elapsed)
        {
        }

        public void Failed(string message, bool isFirst) => Assert.Fail(message);
    }
}
