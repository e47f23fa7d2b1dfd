using System.Text;
using Wasmill.Apps.Building.Python;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

public sealed class PythonBuilderTests
{
    [Fact]
    public async Task Spike()
    {
        var folder = Directory.CreateTempSubdirectory("pb").FullName;
        File.Copy("/work/shared/post/app.py", folder + "/app.py");
        await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = "/tmp/wmcache", Progress = Console.WriteLine });
        var started = System.Diagnostics.Stopwatch.StartNew();
        var result = new PythonBuilder(host).Build(folder, "app", folder + "/app.wasm");
        Console.WriteLine($"{result} {started.ElapsedMilliseconds} ms");
        started.Restart();
        var function = await host.LoadAsync(File.ReadAllBytes(result.Path), new FunctionConfig { Name = "app" }, TestContext.Current.CancellationToken);
        Console.WriteLine($"load {started.ElapsedMilliseconds} ms");
        for (var i = 0; i < 5; i++)
        {
            started.Restart();
            var answer = await function.InvokeAsync(new FunctionRequest("POST", "/", [new HeaderField("ce-type", "io.wasm.event"), new HeaderField("ce-specversion", "1.0")], Encoding.UTF8.GetBytes("{\"hi\":\"world\"}")), TestContext.Current.CancellationToken);
            Console.WriteLine($"{started.Elapsed.TotalMilliseconds} ms {answer.Elapsed.TotalMilliseconds} {answer.Response.Status} {answer.Failure} {answer.Reason} {Encoding.UTF8.GetString(answer.Response.Body.Span)} {string.Join(";", answer.Response.Headers)} log: {string.Join("\n", answer.Log)}");
        }
        await function.DisposeAsync();
        Assert.Equal(1, result.Bytes);
    }
}
