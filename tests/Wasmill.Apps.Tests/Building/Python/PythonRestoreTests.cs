using System.Text;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Apps.Tests.Building.Python;

public sealed class PythonRestoreTests
{
    // What a call can leave: objects, modules, a changed dictionary of the interpreter, a large block, an exception that was not caught.
    private const string Leaving = """
        import json
        import sys
        from spin_http import Response

        SEEN = []

        def handle_request(request):
            SEEN.append(request.uri)
            sys.modules["left"] = SEEN
            json.left = getattr(json, "left", 0) + 1
            if request.uri == "/large":
                SEEN.append("x" * 20_000_000)
            if request.uri == "/raise":
                raise ValueError("left behind")
            if request.uri == "/import":
                import decimal
                SEEN.append(str(decimal.Decimal(1) / 7))
            answer = [len(SEEN), sum(map(len, SEEN)), json.left, hash("a"), len(sys.modules), len(request.body)]
            return Response(200, {"content-type": "text/plain"}, json.dumps(answer))
        """;

    // Each restored memory is compared with its baseline, byte for byte.
    [Fact]
    public async Task An_app_answers_alike_from_fresh_and_from_restored_instances()
    {
        await using var app = PythonApp.With(Leaving);
        app.Build();
        var module = await File.ReadAllBytesAsync(app.Output, TestContext.Current.CancellationToken);
        await using var restoring = NewHost(PageMapAccess.Best);
        await using var fresh = NewHost(PageMapAccess.None);
        await using var one = await LoadAsync(restoring, module);
        await using var other = await LoadAsync(fresh, module);
        var random = new Random(5);
        string[] uris = ["/", "/", "/", "/import", "/raise", "/large"];
        for (var i = 0; i < 120; i++)
        {
            var uri = uris[random.Next(uris.Length)];
            var body = Encoding.UTF8.GetBytes(new string('b', random.Next(4) == 0 ? random.Next(2_000_000) : random.Next(1_000)));
            var (first, second) = (await CallAsync(one, uri, body), await CallAsync(other, uri, body));
            Assert.Equal((uri, second), (uri, first));
        }

        // An instance whose memory outgrew its room is not restored.
        Assert.InRange(restoring.Idle.Hits, 60, 119);
        Assert.Equal(0, fresh.Idle.Hits);
    }

    private static FunctionHost NewHost(PageMapAccess access)
    {
        // Two workers, of which a function may hold one: an instance is kept before the next event comes.
        var host = new FunctionHost(new FunctionHostOptions { CacheFolder = TestHost.CacheFolder, Workers = 2, PageMap = access });
        host.Engine.VerifiesRestores = true;
        return host;
    }

    private static ValueTask<IFunction> LoadAsync(FunctionHost host, byte[] module)
        => host.LoadAsync(module, new FunctionConfig { Name = "app" }, TestContext.Current.CancellationToken);

    private static async Task<(FunctionFailure, int, string)> CallAsync(IFunction function, string uri, byte[] body)
    {
        var result = await function.InvokeAsync(new FunctionRequest("POST", uri, [], body), TestContext.Current.CancellationToken);
        return (result.Failure, result.Response.Status, Encoding.UTF8.GetString(result.Response.Body.Span));
    }
}
