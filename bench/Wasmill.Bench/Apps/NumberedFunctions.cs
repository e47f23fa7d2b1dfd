using Wasmill.Apps.Building.Python;
using Wasmill.Bench.Flows;
using Wasmill.Functions.Hosting;

namespace Wasmill.Bench.Apps;

/// <summary>Many Python functions, each of a source of its own, that answer an event with an event that bears their number.</summary>
internal sealed class NumberedFunctions(string folder)
{
    // As a user has them: each is built from its source.
    private static string Source(int number) => $$"""
        import json
        from spin_http import Response

        NUMBER = "{{number}}"

        def handle_request(request):
            headers = {name: value for name, value in request.headers.items()
                       if name == "content-type" or name.startswith("ce-") and name not in ("ce-id", "ce-time")}
            headers["ce-type"] = "{{FlowFile.ReplyType}}"
            headers["ce-source"] = "/functions/" + NUMBER
            headers["ce-function"] = NUMBER
            data = json.loads(request.body)
            data["function"] = {{number}}
            return Response(200, headers, json.dumps(data))
        """;

    /// <summary>The folder of one app.</summary>
    public string FolderOf(int number) => Path.Combine(folder, $"f{number}");

    /// <summary>Builds the apps.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many to build.</param>
    public async Task BuildAsync(int first, int count)
    {
        var builders = Math.Min(count, Environment.ProcessorCount);
        await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = Path.Combine(folder, "builder") });
        await Task.WhenAll(Enumerable.Range(0, builders).Select(builder => Task.Run(() =>
        {
            using var python = new PythonBuilder(host);
            for (var number = first + builder; number < first + count; number += builders)
                Build(python, number);
        })));
    }

    private void Build(PythonBuilder python, int number)
    {
        var app = Directory.CreateDirectory(FolderOf(number)).FullName;
        File.WriteAllText(Path.Combine(app, "app.py"), Source(number));
        File.WriteAllText(Path.Combine(app, "spin.toml"), $"""
            spin_manifest_version = 2
            [application]
            name = "f{number}"
            [[trigger.http]]
            route = "/..."
            component = "f{number}"
            [component.f{number}]
            source = "app.wasm"
            """);
        python.Build(app, "app", Path.Combine(app, "app.wasm"));
    }
}
