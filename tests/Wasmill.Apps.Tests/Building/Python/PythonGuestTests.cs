using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>What the Python guest promises an app (guests/python/README.md).</summary>
public sealed class PythonGuestTests
{
    [Fact]
    public async Task The_function_of_the_2023_post_runs_unchanged()
    {
        var post = Path.Combine(Checkout.Root, "..", "shared", "post", "app.py");
        Assert.SkipUnless(File.Exists(post), "the post's function is not beside this checkout");
        await using var app = PythonApp.With(await File.ReadAllTextAsync(post, TestContext.Current.CancellationToken));
        var result = await app.CallAsync(
            """{"hi":"world"}""", new HeaderField("ce-type", "io.wasm.event"), new HeaderField("ce-specversion", "1.0"));
        Assert.Equal("""{"hi": "world", "hello": "wasm"}""", result.Body());
        Assert.Equal("io.wasm.event.transformed", result.Header("ce-type"));
        Assert.Equal("spin-app", result.Header("ce-source"));
        Assert.Contains("('ce-type', 'io.wasm.event')", result.LogText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_iterate_as_pairs_and_answer_by_name()
    {
        await using var app = PythonApp.With("""
            from spin_http import Response
            def handle_request(request):
                h = request.headers
                pairs = [f"{k}={v}" for k, v in h]
                return Response(200, [], "|".join([*pairs, h["X-One"], h.get("none", "-"), str("x-one" in h), str(len(h)), ",".join(h.keys()), ",".join(k + v for k, v in h.items())]))
            """);
        var result = await app.CallAsync("", new HeaderField("x-one", "1"), new HeaderField("x-two", "2"));
        Assert.Equal("x-one=1|x-two=2|1|-|True|2|x-one,x-two|x-one1,x-two2", result.Body());
    }

    [Theory]
    [InlineData("Response(201, [('a', '1'), ('a', '2')], b'bytes')", 201, "bytes")]
    [InlineData("Response(200, {'a': '1'}, 'text é')", 200, "text é")]
    [InlineData("Response(404)", 404, "")]
    [InlineData("Response(200, None, bytearray(b'x'))", 200, "x")]
    public async Task Answers_may_have_any_of_the_shapes_of_the_SDKs(string answer, int status, string body)
    {
        await using var app = PythonApp.With($"from spin_http import Response\ndef handle_request(request):\n    return {answer}\n");
        var result = await app.CallAsync();
        Assert.Equal((status, body), (result.Response.Status, result.Body()));
    }

    [Fact]
    public async Task Repeated_headers_of_an_answer_are_kept()
    {
        await using var app = PythonApp.With("from spin_http import Response\ndef handle_request(request):\n"
            + "    return Response(200, [('set-cookie', 'a'), ('set-cookie', 'b')])\n");
        Assert.Equal(["a", "b"], (await app.CallAsync()).Response.Headers.Select(header => header.Value));
    }

    [Fact]
    public async Task An_exception_gives_500_with_its_name_and_a_traceback_in_the_log_and_the_next_call_works()
    {
        await using var app = PythonApp.With("""
            from spin_http import Response
            def inner(text):
                raise ValueError("bad " + text)
            def handle_request(request):
                return inner(request.body.decode()) if request.body else Response(200, {}, "fine")
            """);
        var failed = await app.CallAsync("thing");
        Assert.Equal((500, FunctionFailure.None), (failed.Response.Status, failed.Failure));
        Assert.Equal("exception: ValueError: bad thing\n", failed.Body());
        Assert.Contains(
            "Traceback (most recent call last):\n  File \"app.py\", line 5, in handle_request\n    return inner(request.body.decode())",
            failed.LogText(),
            StringComparison.Ordinal);
        Assert.Contains("File \"app.py\", line 3, in inner", failed.LogText(), StringComparison.Ordinal);
        Assert.Equal("fine", (await app.CallAsync()).Body());
    }

    [Theory]
    [InlineData("import sys; sys.exit(3)", "sys.exit: the function called sys.exit(3)\n")]
    [InlineData("return 'text'", "exception: TypeError: handle_request must return a Response, not str\n")]
    [InlineData("return Response(99)", "exception: ValueError: the status of a Response must be a number from 100 to 599, not 99\n")]
    [InlineData("return Response(200, {}, 5)", "exception: TypeError: the body of a Response must be bytes, str or None, not int\n")]
    [InlineData("return handle_request(request)", "exception: RecursionError: maximum recursion depth exceeded\n")]
    [InlineData(
        "x = [b'x' * (1 << 20) for _ in range(4000)]", "memory: the function asked for more memory than its limit allows (MemoryError)\n")]
    public async Task What_goes_wrong_in_the_app_is_named(string statement, string reason)
    {
        await using var app = PythonApp.With($"from spin_http import Response\ndef handle_request(request):\n    {statement}\n");
        var result = await app.CallAsync();
        Assert.Equal(500, result.Response.Status);
        Assert.Equal(reason, result.Body());
    }

    [Fact]
    public async Task Deep_recursion_in_Pythons_own_C_code_does_not_kill_the_host()
    {
        await using var app = PythonApp.With("""
            from spin_http import Response
            def handle_request(request):
                deep = []
                for _ in range(100000):
                    deep = [deep]
                repr(deep)
            """);
        var result = await app.CallAsync();
        Assert.Equal(500, result.Response.Status);
        Assert.Equal(500, (await app.CallAsync()).Response.Status);
    }

    [Theory]
    [InlineData("while True: pass")]
    [InlineData("import time; time.sleep(60)")]
    public async Task An_endless_call_is_cut_at_the_deadline_and_what_it_printed_is_kept(string statement)
    {
        await using var app = PythonApp.With($"def handle_request(request):\n    print('before')\n    {statement}\n");
        await app.LoadAsync(new FunctionConfig { Name = "app", Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(300) } });
        var result = await app.CallAsync();
        Assert.Equal((504, FunctionFailure.Deadline), (result.Response.Status, result.Failure));
        Assert.Equal("deadline: the function did not respond within 0.3 s", result.Reason);
        Assert.Equal("before", result.LogText());
    }

    [Fact]
    public async Task A_flood_of_output_is_cut()
    {
        await using var app = PythonApp.With("def handle_request(request):\n    while True: print('x' * 1000)\n");
        var result = await app.CallAsync();
        Assert.Equal((500, FunctionFailure.OutputFlood), (result.Response.Status, result.Failure));
    }

    [Fact]
    public async Task The_environment_is_that_of_the_call_and_none_of_the_build()
    {
        await using var app = PythonApp.With("""
            import os
            from spin_http import Response
            AT_BUILD = dict(os.environ)
            def handle_request(request):
                return Response(200, {}, f"{os.environ.get('GREETING')} {os.getenv('GREETING')} {len(os.environ)} {AT_BUILD}")
            """);
        await app.LoadAsync(new FunctionConfig { Name = "app", Environment = new Dictionary<string, string> { ["GREETING"] = "grüezi" } });
        Assert.Equal("grüezi grüezi 1 {}", (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task Random_numbers_differ_from_call_to_call_though_the_image_is_frozen()
    {
        await using var app = PythonApp.With("import random, uuid\nfrom spin_http import Response\ndef handle_request(request):\n"
            + "    return Response(200, {}, f'{random.random()} {uuid.uuid4()}')\n");
        Assert.NotEqual((await app.CallAsync()).Body(), (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task Every_call_starts_from_the_image()
    {
        await using var app = PythonApp.With("from spin_http import Response\nN = 0\ndef handle_request(request):\n    global N\n"
            + "    N += 1\n    return Response(200, {}, str(N))\n");
        Assert.Equal(["1", "1"], [(await app.CallAsync()).Body(), (await app.CallAsync()).Body()]);
    }

    [Fact]
    public async Task The_standard_library_works_without_a_file_system()
    {
        await using var app = PythonApp.With("""
            from spin_http import Response
            def handle_request(request):
                import base64, csv, dataclasses, datetime, decimal, email.message, enum, hashlib, html, io, re, sqlite3_missing if False else statistics, urllib.parse, xml.etree.ElementTree as ET, zlib
                return Response(200, {}, hashlib.sha256(b"x").hexdigest()[:8] + str(decimal.Decimal("1.1") * 3) + ET.fromstring("<a><b>1</b></a>")[0].text)
            """.Replace("sqlite3_missing if False else ", "", StringComparison.Ordinal));
        Assert.Equal("2d7116423.31", (await app.CallAsync()).Body());
    }

    [Theory]
    [InlineData("open('/etc/passwd')", "FileNotFoundError")]
    [InlineData("__import__('socket').create_connection(('127.0.0.1', 1))", "")]
    [InlineData("__import__('spin_config').config_get('x')", "AssertionError: the variable 'x' is not granted: declare it in [variables]")]
    [InlineData(
        "__import__('spin_key_value').kv_open_default()",
        "AssertionError: the key-value store 'default' is not granted: add it to key_value_stores")]
    [InlineData(
        "from spin_redis import redis_get", "ImportError: spin_redis.redis_get is not available: Wasmill gives functions no Redis server")]
    [InlineData("__import__('spin_sqlite').sqlite_open_default()", "ImportError: spin_sqlite.sqlite_open_default is not available")]
    [InlineData("__import__('spin_llm').llm_infer", "ImportError: spin_llm.llm_infer is not available")]
    public async Task Nothing_outside_can_be_reached(string expression, string reason)
    {
        await using var app = PythonApp.With($"def handle_request(request):\n    {expression}\n");
        var result = await app.CallAsync();
        Assert.Equal(500, result.Response.Status);
        Assert.StartsWith($"exception: {reason}", result.Body(), StringComparison.Ordinal);
    }
}
