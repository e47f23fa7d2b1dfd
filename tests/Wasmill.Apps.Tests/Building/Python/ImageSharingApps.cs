using Wasmill.Functions;
using Wasmill.Functions.Hosting;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>Python apps, and a cache in which nothing but their common code is compiled.</summary>
public sealed class ImageSharingApps : IAsyncLifetime
{
    private readonly string _cache = Directory.CreateTempSubdirectory("wasmill-code-").FullName;
    private readonly List<byte[]> _modules = [];
    private string _code = "";

    /// <summary>The modules of the apps. The last one differs too much to share an image.</summary>
    public IReadOnlyList<byte[]> Modules => _modules;

    public async ValueTask InitializeAsync()
    {
        foreach (var (name, items) in new[] { ("base", 1), ("one", 10), ("two", 10_000), ("large", 100_000) })
        {
            await using var app = PythonApp.With($$"""
                import json
                from spin_http import Response

                NAMES = ["{{name}}", *map(str, range({{items}}))]

                def handle_request(request):
                    NAMES.append(request.uri)
                    return Response(200, {}, json.dumps([NAMES[0], NAMES[-2], len(NAMES), hash("a")]))
                """);
            app.Build();
            _modules.Add(await File.ReadAllBytesAsync(app.Output, TestContext.Current.CancellationToken));
        }

        await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = _cache });
        host.Engine.Load(_modules[0], "app", FunctionLimits.Default.MemoryBytes).Dispose();
        _code = Path.GetFileName(Directory.GetFiles(_cache, "*.cwasm").MaxBy(file => new FileInfo(file).Length)!);
        KeepOnlyCode(_cache);
    }

    /// <summary>Creates a cache.</summary>
    /// <returns>Its folder.</returns>
    public string NewCache()
    {
        var folder = Directory.CreateTempSubdirectory("wasmill-images-").FullName;
        foreach (var file in Directory.GetFiles(_cache))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return folder;
    }

    /// <summary>Removes what belongs to single apps.</summary>
    public void KeepOnlyCode(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, "*.cwasm").Where(file => Path.GetFileName(file) != _code))
            File.Delete(file);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_cache, recursive: true);
        return default;
    }
}
