namespace Wasmill.Acceptance;

/// <summary>Apps that tests build: made by the tool itself, with a source of the test's own.</summary>
internal static class Apps
{
    /// <summary>Adds a greeting, as the function of the post does.</summary>
    public const string Greeter = """
        import json
        from spin_http import Response
        def handle_request(request):
            data = json.loads(request.body)
            data["hello"] = "wasm"
            headers = {"content-type": "application/json", "ce-specversion": "1.0", "ce-type": request.headers["ce-type"] + ".transformed", "ce-source": "spin-app"}
            return Response(200, headers, json.dumps(data))
        """;

    /// <summary>Makes and builds an app and gives its folder.</summary>
    public static async Task<string> BuildAsync(this Tool tool, string name, string source)
    {
        await tool.SucceedAsync("new", "http-py", name, "--accept-defaults");
        var folder = Path.Combine(tool.Work, name);
        await File.WriteAllTextAsync(Path.Combine(folder, "app.py"), source);
        (await tool.RunInAsync(folder, "build")).Succeeded();
        return folder;
    }
}
