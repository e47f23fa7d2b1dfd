using System.Security.Cryptography;
using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Python;
using Wasmill.Events.Http;

namespace Wasmill.Apps.Tests.Building.Python;

public sealed class PythonBuilderTests
{
    private const string Hello = """
        from spin_http import Response
        def handle_request(request):
            return Response(200, {}, "hello")
        """;

    [Fact]
    public async Task A_folder_may_be_given_as_a_relative_path()
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return None\n");
        using var builder = new PythonBuilder(TestHost.Instance);
        builder.Build(
            Path.GetRelativePath(Environment.CurrentDirectory, app.Folder), "app", app.Output, TestContext.Current.CancellationToken);
        Assert.True(File.Exists(app.Output));
    }

    [Fact]
    public async Task The_same_app_gives_the_same_bytes()
    {
        await using var one = PythonApp.With(
            "import random, uuid, time\nORDER = list({'a', 'b', 'c', 'd', 'e'})\nX = random.random()\nU = uuid.uuid4()\nT = time.time()\n"
                + Hello);
        var first = one.Build();
        File.Delete(one.Output);
        var second = one.Build();
        Assert.Equal(first.Digest, second.Digest);
    }

    [Fact]
    public async Task Two_apps_share_their_code_so_that_the_compiler_sees_CPython_once()
    {
        await using var one = PythonApp.With(Hello);
        await using var two = PythonApp.With(Hello.Replace("hello", "other", StringComparison.Ordinal));
        one.Build();
        two.Build();
        var first = CodeOf(await File.ReadAllBytesAsync(one.Output, TestContext.Current.CancellationToken));
        var second = CodeOf(await File.ReadAllBytesAsync(two.Output, TestContext.Current.CancellationToken));
        Assert.Equal(first, second);
        Assert.Equal(CodeOf(PythonRuntime.Read()), first);
    }

    [Fact]
    public async Task A_syntax_error_is_shown_with_file_line_and_the_line_itself()
    {
        await using var app = PythonApp.With("x = 1\ndef handle_request(request)\n    pass\n");
        var error = Assert.Throws<BuildException>(app.Build);
        Assert.Contains("File \"app.py\", line 2", error.Message, StringComparison.Ordinal);
        Assert.Contains("def handle_request(request)", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("app.py:2: SyntaxError: expected ':'", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(app.Output));
    }

    [Fact]
    public async Task An_import_error_is_shown_as_Pythons_own_traceback()
    {
        await using var app = PythonApp.With("import helper\n" + Hello);
        app.Write("helper.py", "from json import no_such_name\n");
        var error = Assert.Throws<BuildException>(app.Build);
        Assert.Contains("File \"app.py\", line 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("File \"helper.py\", line 1", error.Message, StringComparison.Ordinal);
        Assert.Contains("    from json import no_such_name", error.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "helper.py:1: ImportError: cannot import name 'no_such_name' from 'json'",
            error.Message.Split('\n')[^1],
            StringComparison.Ordinal);
        Assert.DoesNotContain("File \"<", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_told_at_once_and_a_line_each_whether_it_is_used_or_not()
    {
        await using var late = PythonApp.With(Hello + "\n    import sqlite3\n");
        late.Write("Pipfile", "[packages]\nrequests = \"*\"\n");
        using var builder = new PythonBuilder(TestHost.Instance);
        var built = builder.Build(late.Folder, "app", late.Output, TestContext.Current.CancellationToken);
        Assert.Equal(2, built.Warnings.Count);
        Assert.StartsWith("app.py:", built.Warnings[0], StringComparison.Ordinal);
        Assert.Contains(": sqlite3 is not available in a function: ", built.Warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("Pipfile: requests is not in vendor/: ", built.Warnings[1], StringComparison.Ordinal);

        await using var early = PythonApp.With("import requests\nimport helper\n" + Hello);
        early.Write("helper.py", "import numpy\n");
        var lines = Assert.Throws<BuildException>(early.Build).Message.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("helper.py:1: numpy is not in vendor/: ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("app.py:1: requests is not in vendor/: ", lines[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x = 1\n", "neither handle_request(request) nor handle_event(event)")]
    [InlineData("def handle_request(r): pass\ndef handle_event(e): pass\n", "both handle_request(request) and handle_event(event)")]
    [InlineData("raise SystemExit(4)\n", "SystemExit: 4")]
    public async Task An_app_without_one_handler_is_refused(string source, string reason)
    {
        await using var app = PythonApp.With(source);
        Assert.Contains(reason, Assert.Throws<BuildException>(app.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_module_is_named()
    {
        await using var app = PythonApp.With(Hello);
        using var builder = new PythonBuilder(TestHost.Instance);
        var error =
            Assert.Throws<BuildException>(() => builder.Build(app.Folder, "main", app.Output, TestContext.Current.CancellationToken));
        Assert.Contains("main.py does not exist", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Vendored_packages_and_their_data_are_part_of_the_function()
    {
        await using var app = PythonApp.With("""
            import importlib.resources, pkgutil
            from greeting import words
            from spin_http import Response
            def handle_request(request):
                data = importlib.resources.files("greeting").joinpath("name.txt").read_text().strip()
                again = pkgutil.get_data("greeting", "name.txt").decode().strip()
                return Response(200, {}, f"{words.hello()} {data} {again}")
            """);
        app.Write("vendor/greeting/__init__.py", "");
        app.Write("vendor/greeting/words.py", "from .dist import text\ndef hello():\n    return text\n");
        app.Write("vendor/greeting/dist/__init__.py", "text = 'good day'\n");
        app.Write("vendor/greeting/name.txt", "vendored\n");
        Assert.Equal("good day vendored vendored", (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task Native_code_in_vendor_is_refused_by_name()
    {
        await using var app = PythonApp.With(Hello);
        app.Write("vendor/fast/_speed.so", "not really");
        var error = Assert.Throws<BuildException>(app.Build);
        Assert.Contains("_speed.so is native code", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warm_up_event_runs_the_handler_before_the_snapshot_and_its_output_is_discarded()
    {
        await using var app = PythonApp.With(
            "SEEN = []\ndef handle_event(event):\n    SEEN.append(event.data)\n    print('seen')\n    return event.replace(data=SEEN)\n");
        app.Write("warmup.json", """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"n":1}}""");
        Assert.Empty(app.Build().Log);
        var result = await app.CallAsync(
            "2",
            new HeaderField("ce-specversion", "1.0"),
            new HeaderField("ce-id", "1"),
            new HeaderField("ce-source", "/s"),
            new HeaderField("ce-type", "t"));
        Assert.Equal("""[{"n": 1}, {"n": 1}, {"n": 1}, 2]""", result.Body());
    }

    [Theory]
    [InlineData("""{"specversion":"1.0","id":"1","source":"/s","type":"t"}""", "app.py:2: the warm-up event failed: KeyError: 'x'")]
    [InlineData(
        """{"id":"1"}""",
        "warmup.json: the warm-up event failed: NotAnEvent: the request is not a CloudEvent: the attribute specversion is missing")]
    public async Task A_warm_up_that_fails_is_a_build_error(string warmUp, string reason)
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return {}['x']\n");
        app.Write("warmup.json", warmUp);
        Assert.EndsWith(reason, Assert.Throws<BuildException>(app.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_build_leaves_the_old_module()
    {
        await using var app = PythonApp.With(Hello);
        var built = app.Build();
        app.Write("app.py", "def broken(");
        Assert.Throws<BuildException>(app.Build);
        Assert.Equal(
            built.Digest,
            Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(app.Output, TestContext.Current.CancellationToken))));
        Assert.Equal(
            [app.Output, Path.Combine(app.Folder, "app.py")], Directory.GetFiles(app.Folder).Order(StringComparer.Ordinal).Reverse());
    }

    private static string CodeOf(ReadOnlyMemory<byte> module)
        => Convert.ToHexStringLower(
            SHA256.HashData(Functions.Binary.ModuleSplitter.Split(Functions.Binary.BinaryModule.Parse(module))!.Code));
}
