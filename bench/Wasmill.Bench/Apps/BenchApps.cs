using System.Diagnostics;
using System.IO.Compression;

namespace Wasmill.Bench.Apps;

/// <summary>Makes the apps to measure. A module of the shared guests is null where they are absent.</summary>
internal sealed class BenchApps(BenchOptions options)
{
    // Answers an event with an event, as tests/guests/stamp.c does.
    private const string PythonStamp = """
        import json
        from spin_http import Response

        def handle_request(request):
            headers = {name: value for name, value in request.headers.items()
                       if name == "content-type" or name.startswith("ce-") and name not in ("ce-id", "ce-time")}
            headers["ce-type"] += ".transformed"
            headers["ce-source"] = "stamp"
            data = json.loads(request.body)
            data["seen"] = True
            return Response(200, headers, json.dumps(data))
        """;

    private static readonly string Root = FindRoot();

    /// <summary>A C function with the Spin HTTP ABI that answers an event with an event.</summary>
    public string C() => Write("c", Path.Combine(Root, "tests/guests/stamp.wasm"), "");

    /// <summary>The same function in Python.</summary>
    public async Task<string> PythonAsync()
    {
        var app = Path.Combine(options.Home, "python");
        await ToolAsync(options.Home, "new", "http-py", "python");
        await File.WriteAllTextAsync(Path.Combine(app, "app.py"), PythonStamp);
        await ToolAsync(app, "build");
        return app;
    }

    /// <summary>A C program that counts the letters of its input; null if the shared guests are absent.</summary>
    public string? WagiC() => Shared("c/wagi-tally/wagi-tally.wasm");

    /// <summary>A Go program that answers with its request; null if the shared guests are absent.</summary>
    public string? WagiGo() => Shared("go/wagi-echo/wagi-echo.wasm.gz");

    private string? Shared(string module)
    {
        var path = Path.Combine(Root, "../shared/guests", module);
        return File.Exists(path) ? Write(Path.GetFileName(path).Split('.')[0], path, "executor = { type = \"wagi\" }") : null;
    }

    private string Write(string name, string module, string executor)
    {
        var folder = Directory.CreateDirectory(Path.Combine(options.Home, name)).FullName;
        using (var source = File.OpenRead(module))
        using (var bytes = Path.GetExtension(module) == ".gz" ? new GZipStream(source, CompressionMode.Decompress) : (Stream)source)
        using (var target = File.Create(Path.Combine(folder, "app.wasm")))
            bytes.CopyTo(target);
        File.WriteAllText(Path.Combine(folder, "spin.toml"), $"""
            spin_manifest_version = 2
            [application]
            name = "{name}"
            [[trigger.http]]
            route = "/..."
            component = "{name}"
            {executor}
            [component.{name}]
            source = "app.wasm"
            """);
        return folder;
    }

    private async Task ToolAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [options.Tool, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["WASMILL_HOME"] = Path.Combine(options.Home, "tool");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"wasmill {string.Join(' ', arguments)}: {await error}");
    }

    // The benchmarks are started in the checkout, by a script of it.
    private static string FindRoot()
        => File.Exists("Wasmill.slnx") ? Directory.GetCurrentDirectory() : throw new InvalidOperationException("run this by bench/up");
}
