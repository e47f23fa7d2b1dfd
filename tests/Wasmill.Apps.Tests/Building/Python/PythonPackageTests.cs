using System.Text;
using Wasmill.Apps.Building.Python;
using Wasmill.Functions;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Hosting;

namespace Wasmill.Apps.Tests.Building.Python;

public sealed class PythonPackageTests : IDisposable
{
    private const string Answering = """
        from spin_http import Response

        def handle_request(request):
            return Response(200, {"content-type": "text/plain"}, "hello")
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-package-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_new_machine_builds_and_calls_an_app_without_compiling_Python()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "code for any machine is compiled on Linux");
        var stop = TestContext.Current.CancellationToken;
        var (code, digests, log) = (Path.Combine(_folder, "code"), Path.Combine(_folder, "digests"), new List<string>());
        await PythonPackage.WriteAsync(code, digests);
        var app = Directory.CreateDirectory(Path.Combine(_folder, "app")).FullName;
        await File.WriteAllTextAsync(Path.Combine(app, "app.py"), Answering, stop);

        var logger = new LineLogger(log.Add);
        var options = new FunctionHostOptions
        {
            CacheFolder = Path.Combine(_folder, "cache"),
            Log = logger,
            Packaged = new PackagedCode(code, await File.ReadAllTextAsync(digests, stop), logger),
        };
        await using var host = new FunctionHost(options);
        using var builder = new PythonBuilder(host);
        var output = builder.Build(app, "app", Path.Combine(_folder, "app.wasm"), stop).Path;
        await using var function = await host.LoadAsync(
            await File.ReadAllBytesAsync(output, stop), new FunctionConfig { Name = "app" }, stop);
        var answer = await function.InvokeAsync(new FunctionRequest("GET", "/", [], default), stop);

        Assert.Equal("hello", Encoding.UTF8.GetString(answer.Response.Body.Span));
        Assert.Empty(log);
        var name = Path.GetFileName(Assert.Single(Directory.GetFiles(code)));
        Assert.DoesNotContain(name, Directory.GetFiles(options.CacheFolder).Select(Path.GetFileName));
    }
}
