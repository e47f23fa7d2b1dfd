namespace Wasmill.FunctionBench.Suites;

/// <summary>A Python app whose response contains its version.</summary>
internal sealed class SwapApp
{
    private const string Manifest = """
        spin_manifest_version = 2
        [application]
        name = "fn"
        [[trigger.http]]
        route = "/..."
        component = "fn"
        [component.fn]
        source = "app.wasm"
        [component.fn.build]
        command = "wasmill build-py app -o app.wasm"
        watch = ["app.py"]
        """;

    private const string Source = """
        import json
        from spin_http import Response

        def handle_request(request):
            data = json.loads(request.body)
            headers = {"content-type": "application/json", "ce-specversion": "1.0", "ce-type": "seen", "ce-source": "fn"}
            return Response(200, headers, json.dumps({"version": VERSION, "id": data["id"]}))
        """;

    private readonly string _source;

    /// <summary>Writes the manifest.</summary>
    public SwapApp(string folder)
    {
        Folder = folder;
        _source = Path.Combine(folder, "app.py");
        File.WriteAllText(Path.Combine(folder, "spin.toml"), Manifest);
    }

    /// <summary>The folder of the app.</summary>
    public string Folder { get; }

    /// <summary>Returns the text that the response of a version contains.</summary>
    public static string Answer(int version) => $"\"version\": {version},";

    /// <summary>Saves a version like an editor: by renaming a file into place, or by writing the file itself.</summary>
    public void Save(int version, bool inPlace)
    {
        var path = inPlace ? _source : _source + "~";
        File.WriteAllText(path, $"VERSION = {version}\n{Source}\n");
        if (!inPlace)
            File.Move(path, _source, overwrite: true);
    }
}
