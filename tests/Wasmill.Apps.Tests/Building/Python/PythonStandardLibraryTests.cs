using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>Python's standard library in the guest, as the table "What of Python is there" in docs/functions.md promises it.</summary>
public sealed partial class PythonStandardLibraryTests
{
    private static readonly string Promise = File.ReadAllText(Path.Combine(Checkout.Root, "docs", "functions.md"))
        .Split("### What of Python is there\n")[1]
        .Split("\n## ")[0];

    [Fact]
    public async Task Every_module_is_there_or_says_why_not_as_the_table_has_it()
    {
        await using var app = PythonApp.With("""
            import json, sys
            from spin_http import Response
            def handle_request(request):
                there, refused = [], {}
                for name in sorted(sys.stdlib_module_names):
                    if name.startswith("_"):
                        continue
                    try:
                        __import__(name)
                        there.append(name)
                    except ImportError as error:
                        refused[name] = f"{type(error).__name__}: {error}"
                return Response(200, {}, json.dumps({"there": there, "refused": refused}))
            """);
        await app.LoadAsync(new FunctionConfig { Name = "app", Limits = new FunctionLimits { Deadline = TimeSpan.FromSeconds(60) } });
        var found = JsonDocument.Parse((await app.CallAsync()).Body()).RootElement;

        var rows = Row().Matches(Promise).ToDictionary(row => row.Groups["what"].Value, row => row.Groups["text"].Value);
        Assert.Equal(Names(rows["there"]), found.GetProperty("there").EnumerateArray().Select(name => name.GetString()!));
        var windows = Names(rows["on Windows only"]);
        var refused = rows.Where(row => row.Key.StartsWith('`'))
            .SelectMany(row => Names(row.Key), (row, name) => (name, text: $"ModuleNotFoundError: {name} is not available in a function: "
                + $"{row.Value.Replace("`", "", StringComparison.Ordinal)}"))
            .Concat(windows.Select(name => (name, text: $"ModuleNotFoundError: No module named '{name}'")))
            .OrderBy(row => row.name, StringComparer.Ordinal);
        Assert.Equal(refused, found.GetProperty("refused").EnumerateObject().Select(module => (module.Name, module.Value.GetString()!)));
    }

    [Theory]
    [InlineData("datetime(2026, 7, 1, 12, tzinfo=ZoneInfo('Europe/Berlin')).isoformat()", "2026-07-01T12:00:00+02:00")]
    [InlineData("datetime(2026, 1, 1, 12, tzinfo=ZoneInfo('Europe/Berlin')).isoformat()", "2026-01-01T12:00:00+01:00")]
    [InlineData("datetime(2060, 7, 1, tzinfo=ZoneInfo('America/New_York')).utcoffset()", "-1 day, 20:00:00")]
    [InlineData("datetime(2026, 7, 1, tzinfo=ZoneInfo('US/Eastern')).tzname()", "EDT")]
    [InlineData(
        "datetime(2026, 7, 1, tzinfo=ZoneInfo('UTC')).utcoffset(), ZoneInfo('Asia/Kathmandu').utcoffset(datetime(2026, 7, 1))",
        "(datetime.timedelta(0), datetime.timedelta(seconds=20700))")]
    [InlineData(
        "len(available_timezones()) > 590, 'Europe/Berlin' in available_timezones(), [zone for zone in available_timezones() if not "
            + "ZoneInfo(zone).utcoffset(datetime(2026, 7, 1)) is not None]",
        "(True, True, [])")]
    public async Task Time_zones_are_known(string expression, string value)
    {
        await using var app = PythonApp.With("from datetime import datetime\nfrom zoneinfo import ZoneInfo, available_timezones\n"
            + $"from spin_http import Response\ndef handle_request(request):\n    return Response(200, {{}}, str(({expression})))\n");
        Assert.Equal(value, (await app.CallAsync()).Body());
    }

    [Theory]
    [InlineData("Europe/Nowhere", "exception: ZoneInfoNotFoundError: 'No time zone found with key Europe/Nowhere'\n")]
    [InlineData("Europe", "exception: ZoneInfoNotFoundError: 'No time zone found with key Europe'\n")]
    [InlineData("../etc/passwd", "exception: ValueError: ")]
    public async Task A_time_zone_that_does_not_exist_is_named(string zone, string reason)
    {
        await using var app = PythonApp.With($"from zoneinfo import ZoneInfo\ndef handle_request(request):\n    ZoneInfo('{zone}')\n");
        Assert.StartsWith(reason, (await app.CallAsync()).Body(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_time_zone_package_in_vendor_comes_first()
    {
        await using var app = PythonApp.With(
            "from zoneinfo import ZoneInfo\ndef handle_request(request):\n    ZoneInfo('Europe/Berlin')\n");
        app.Write("vendor/tzdata/__init__.py", "");
        app.Write("vendor/tzdata/zoneinfo/__init__.py", "");
        app.Write("vendor/tzdata/zoneinfo/Europe/__init__.py", "");
        app.Write("vendor/tzdata/zoneinfo/Europe/Berlin", "the package's own file");
        Assert.StartsWith(
            "exception: ValueError: Invalid TZif file: magic not found", (await app.CallAsync()).Body(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hashlib.pbkdf2_hmac('sha1', b'password', b'salt', 2)", "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957")]
    [InlineData(
        "hashlib.pbkdf2_hmac('sha256', b'passwordPASSWORDpassword' * 5, b'saltSALTsaltSALTsaltSALTsaltSALTsalt' * 3, 4096, 70)",
        "fed91de020163de8c9b50e27363623f922fde969945568b2b300e9ce5ae81b8c19020172aea23dc00bcab5bd7db2daa55c4e"
        + "22eaaeefc462e6c45adee95e8615e2096ff68213")]
    [InlineData(
        "hashlib.pbkdf2_hmac('sha512', b'p' * 200, b'', 10)",
        "f3e4c088509554dd26bb7bb19fc6f7a325382ddc06e6c722e287e45c1397ae5caa04bcfc0091d88b1d3e37694a7754e6f5d33e7b0ee908dcbdf9d68c3b8ad396")]
    [InlineData(
        "hashlib.pbkdf2_hmac('SHA384', b'p', b's' * 111, 10, 60)",
        "572f0a746d4ffe1456fd74f2004f2ea4fbd3ec8c5ce441f0692627f91c855b617d7ae8bea6457b1b6762df5c748a4420528e0f9a1cb47b4ac7074dbd")]
    [InlineData("hashlib.pbkdf2_hmac('md5', b'p', b's' * 55, 10, 30)", "fa78cfcf1e480bb389e84d3cc0c05cfb832d3ec2b2fc6df68aef15c4ae68")]
    [InlineData("hashlib.pbkdf2_hmac('sha224', b'p', b's' * 56, 10, 30)", "f5bf9b81578b21c6c13cfaaece611c391de8b182b716c6f79003dead41f7")]
    [InlineData(
        "hashlib.pbkdf2_hmac('sha3_256', b'p', b's' * 111, 10, 50)",
        "cf462b591d37a25b1be9e1d90f0dfc5a926be619ab60cf2b87a64855d70edb0ded01ed9353fe158e9c3aaa547f31ee5c645c")]
    [InlineData(
        "hashlib.scrypt(b'', salt=b'', n=16, r=1, p=1, dklen=64)",
        "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")]
    [InlineData(
        "hashlib.scrypt(b'password', salt=b'NaCl', n=1024, r=8, p=16, dklen=64)",
        "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")]
    [InlineData(
        "hashlib.scrypt(b'x', salt=b'y' * 77, n=64, r=3, p=2, dklen=33)",
        "d4d795e37dd5e712608d8c8293a18c90653d985c2594e947fda3355482d0db97a8")]
    public async Task Keys_are_derived_from_passwords(string expression, string key)
    {
        await using var app = PythonApp.With("import hashlib\nfrom spin_http import Response\ndef handle_request(request):\n"
            + $"    return Response(200, {{}}, {expression}.hex())\n");
        Assert.Equal(key, (await app.CallAsync()).Body());
    }

    [Theory]
    [InlineData("hashlib.pbkdf2_hmac('sha256', 'text', b's', 1)", "TypeError: a bytes-like object is required, not 'str'")]
    [InlineData("hashlib.pbkdf2_hmac('none', b'p', b's', 1)", "ValueError: unsupported hash type none")]
    [InlineData("hashlib.pbkdf2_hmac('sha256', b'p', b's', 0)", "ValueError: iteration value must be greater than 0.")]
    [InlineData("hashlib.pbkdf2_hmac('sha256', b'p', b's', 1, 0)", "ValueError: key length must be greater than 0.")]
    [InlineData("hashlib.scrypt(b'p', salt=b's', n=3, r=8, p=1)", "ValueError: n must be a power of 2.")]
    [InlineData(
        "hashlib.scrypt(b'p', salt=b's', n=1 << 20, r=8, p=1)",
        "ValueError: memory limit exceeded: these parameters need 1073744896 bytes; raise maxmem, which is 33554432")]
    public async Task Wrong_parameters_of_a_key_are_named(string expression, string reason)
    {
        await using var app = PythonApp.With($"import hashlib\ndef handle_request(request):\n    {expression}\n");
        Assert.Equal($"exception: {reason}\n", (await app.CallAsync()).Body());
    }

    [Theory]
    [InlineData(
        "bz2.decompress(base64.b64decode('QlpoOTFBWSZTWUT3E3gAAAGRgEAABkSQgCAAIgM0hDAhtoFUJ4u5IpwoSCJ7ibwA')) + "
            + "bz2.decompress(bz2.compress(b'x' * 100000))[:3]",
        "hello worldxxx")]
    [InlineData(
        "lzma.decompress(lzma.compress(b'hello' * 1000))[-5:] + lzma.decompress(lzma.compress(b'a', format=lzma.FORMAT_ALONE))", "helloa")]
    [InlineData("zlib.decompress(zlib.compress(b'z')) + gzip.decompress(gzip.compress(b'g'))", "zg")]
    [InlineData("packed('w:bz2') + packed('w:xz') + packed('w:gz')", "tartartar")]
    public async Task Data_is_compressed_and_unpacked(string expression, string value)
    {
        await using var app = PythonApp.With($$"""
            import base64, bz2, gzip, io, lzma, tarfile, zlib
            from spin_http import Response
            def packed(mode):
                out = io.BytesIO()
                with tarfile.open(fileobj=out, mode=mode) as archive:
                    entry = tarfile.TarInfo("a")
                    entry.size = 3
                    archive.addfile(entry, io.BytesIO(b"tar"))
                with tarfile.open(fileobj=io.BytesIO(out.getvalue())) as archive:
                    return archive.extractfile("a").read()
            def handle_request(request):
                return Response(200, {}, {{expression}})
            """);
        Assert.Equal(value, (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task Tests_run_in_a_function()
    {
        await using var app = PythonApp.With("""
            import doctest, io, sys, unittest
            from unittest import mock
            from spin_http import Response
            def double(n):
                ">>> double(2)\n4\n"
                return n * 2
            class Tests(unittest.TestCase):
                def test_right(self):
                    with mock.patch("app.double", return_value=7):
                        import app
                        self.assertEqual(7, app.double(1))
                def test_wrong(self):
                    self.assertEqual(1, double(1))
            def handle_request(request):
                result = unittest.TextTestRunner(stream=io.StringIO()).run(unittest.defaultTestLoader.loadTestsFromTestCase(Tests))
                return Response(200, {}, f"{result.testsRun} {len(result.failures)} {len(result.errors)} {doctest.testmod(sys.modules['app'])}")
            """);
        Assert.Equal("2 1 0 TestResults(failed=0, attempted=1)", (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task Coroutines_run_with_timers_and_the_loop_says_when_it_would_wait_for_ever()
    {
        await using var app = PythonApp.With("""
            import asyncio, time
            from spin_http import Response
            async def slow(queue):
                await asyncio.sleep(0.02)
                await queue.put("late")
            async def main():
                queue = asyncio.Queue()
                async with asyncio.TaskGroup() as tasks:
                    tasks.create_task(slow(queue))
                    first = await queue.get()
                try:
                    await asyncio.wait_for(asyncio.Event().wait(), 0.01)
                except TimeoutError:
                    return first + " timeout"
            def handle_request(request):
                begin = time.monotonic()
                answer = asyncio.run(main())
                try:
                    asyncio.run(asyncio.Event().wait())
                except RuntimeError as error:
                    answer += f" {error}"
                return Response(200, {}, f"{answer} {time.monotonic() - begin >= 0.03}")
            """);
        Assert.Equal(
            "late timeout the event loop waits for ever: nothing is scheduled that could wake it True", (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task Urlopen_goes_through_the_host_and_follows_redirects()
    {
        await using var app = PythonApp.With("""
            import json, urllib.request
            from spin_http import Response
            def handle_request(request):
                url = request.body.decode()
                sent = urllib.request.Request(url + "first?x=1", data=json.dumps({"a": 1}).encode(), headers={"X-One": "1", "Content-Type": "application/json"})
                with urllib.request.urlopen(sent, timeout=5) as answer:
                    return Response(answer.status, [("x-two", answer.headers["X-Two"]), ("x-type", answer.headers.get_content_type())], f"{answer.read().decode()} {answer.url == url + 'second'} {answer.headers.get_all('Set-Cookie')}")
            """);
        using var server = new HttpListener();
        var url = PythonCapabilitiesTests.Listen(server);
        await app.LoadAsync(new FunctionConfig { Name = "app", AllowedOutboundHosts = [url.TrimEnd('/')] });
        var call = app.CallAsync(url);

        var first = await server.GetContextAsync();
        var body = await new StreamReader(first.Request.InputStream).ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            "POST /first?x=1 1 application/json {\"a\": 1}",
            $"{first.Request.HttpMethod} {first.Request.RawUrl} {first.Request.Headers["x-one"]} {first.Request.ContentType} {body}");
        Assert.Equal(new Uri(url).Authority, first.Request.UserHostName);
        first.Response.StatusCode = 302;
        first.Response.Headers["Location"] = url + "second";
        first.Response.Close();
        var second = await server.GetContextAsync();
        Assert.Equal("GET /second", $"{second.Request.HttpMethod} {second.Request.RawUrl}");
        second.Response.Headers["x-two"] = "2";
        second.Response.ContentType = "text/plain; charset=utf-8";
        second.Response.AppendHeader("Set-Cookie", "a=1");
        second.Response.AppendHeader("Set-Cookie", "b=2");
        second.Response.SendChunked = true;
        second.Response.Close("pöng"u8.ToArray(), willBlock: true);

        var result = await call;
        Assert.Equal(
            (200, "pöng True ['a=1', 'b=2']", "2", "text/plain"),
            (result.Response.Status, result.Body(), result.Header("x-two"), result.Header("x-type")));
    }

    [Fact]
    public async Task A_status_of_failure_is_an_HTTPError_and_http_client_works_too()
    {
        await using var app = PythonApp.With("""
            import http.client, urllib.error, urllib.parse, urllib.request
            from spin_http import Response
            def handle_request(request):
                url = request.body.decode()
                try:
                    urllib.request.urlopen(url)
                except urllib.error.HTTPError as error:
                    failed = f"{error.code} {error.reason} {error.read().decode()}"
                connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)
                connection.request("PUT", "/put", body=iter([b"one", b"two"]), headers={"Transfer-Encoding": "chunked"}, encode_chunked=True)
                put = connection.getresponse()
                first = put.read().decode()
                connection.request("HEAD", "/head")
                head = connection.getresponse()
                return Response(200, {}, f"{failed} {put.status} {put.reason} {first} {head.getheader('Content-Length')} {head.read()}")
            """);
        using var server = new HttpListener();
        var url = PythonCapabilitiesTests.Listen(server);
        await app.LoadAsync(new FunctionConfig { Name = "app", AllowedOutboundHosts = [url.TrimEnd('/')] });
        var call = app.CallAsync(url);
        var first = await server.GetContextAsync();
        first.Response.StatusCode = 404;
        first.Response.Close("none"u8.ToArray(), willBlock: true);
        var second = await server.GetContextAsync();
        Assert.Equal("onetwo", await new StreamReader(second.Request.InputStream).ReadToEndAsync(TestContext.Current.CancellationToken));
        second.Response.Close("put"u8.ToArray(), willBlock: true);
        var third = await server.GetContextAsync();
        third.Response.ContentLength64 = 42;
        third.Response.Close();
        Assert.Equal("404 Not Found none 200 OK put 42 b''", (await call).Body());
    }

    [Theory]
    [InlineData(
        "urllib.request.urlopen('http://127.0.0.1:1/x')",
        "exception: URLError: <urlopen error [Errno 14] the request to 'http://127.0.0.1:1/x' is not allowed: "
            + "add its host to allowed_outbound_hosts of the component in spin.toml>\n")]
    [InlineData(
        "urllib.request.urlopen('https://example.com/')",
        "exception: URLError: <urlopen error [Errno 14] the request to 'https://example.com/' is not allowed: "
            + "add its host to allowed_outbound_hosts of the component in spin.toml>\n")]
    [InlineData(
        "socket.socket()",
        "exception: OSError: [Errno 58] sockets are not available in a function: use urllib.request.urlopen or spin_http.http_send\n")]
    [InlineData(
        "socket.create_connection(('localhost', 1))",
        "exception: OSError: [Errno 58] sockets are not available in a function: use urllib.request.urlopen or spin_http.http_send\n")]
    [InlineData(
        "smtplib.SMTP('localhost')",
        "exception: OSError: [Errno 58] sockets are not available in a function: use urllib.request.urlopen or spin_http.http_send\n")]
    [InlineData(
        "wrapped(socket.socket)",
        "exception: LookupError: a package says something else (sockets are not available in a function: "
            + "use urllib.request.urlopen or spin_http.http_send)\n")]
    [InlineData(
        "asyncio.run(asyncio.open_connection('localhost', 1))",
        "exception: OSError: [Errno 58] sockets are not available in a function: use urllib.request.urlopen or spin_http.http_send\n")]
    [InlineData(
        "threading.Thread(target=print).start()",
        "exception: RuntimeError: threads are not available in a function: do the work in turn or with asyncio; "
            + "events run side by side, each in an instance of its own\n")]
    [InlineData(
        "ThreadPoolExecutor().submit(print)",
        "exception: RuntimeError: threads are not available in a function: do the work in turn or with asyncio; "
            + "events run side by side, each in an instance of its own\n")]
    [InlineData(
        "asyncio.run(asyncio.to_thread(print))",
        "exception: RuntimeError: threads are not available in a function: do the work in turn or with asyncio; "
            + "events run side by side, each in an instance of its own\n")]
    [InlineData(
        "subprocess.run(['ls'])",
        "exception: OSError: [Errno 58] processes are not available in a function: do the work in Python, "
            + "or ask a server with urllib.request.urlopen\n")]
    [InlineData(
        "os.system('ls')",
        "exception: AttributeError: module 'os' has no attribute 'system' (processes are not available in a function: "
            + "do the work in Python, or ask a server with urllib.request.urlopen)\n")]
    [InlineData(
        "import multiprocessing.pool",
        "exception: ModuleNotFoundError: multiprocessing is not available in a function: do the work in Python, or ask a server with "
            + "urllib.request.urlopen; events run side by side, each in an instance of its own\n")]
    [InlineData("breakpoint()", "exception: RuntimeError: there is no terminal in a function: print to the log\n")]
    [InlineData(
        "open('/tmp/x', 'w')",
        "exception: FileNotFoundError: [Errno 44] No such file or directory: '/tmp/x' (a function sees the files that \"files\" in "
            + "spin.toml grants, and cannot write any)\n")]
    [InlineData(
        "import requests",
        "exception: ModuleNotFoundError: No module named 'requests' (put the package into vendor/ (pip install --target vendor requests), "
            + "or the module beside app.py; Pipfile is not read; "
            + "instead of requests, use urllib.request.urlopen or spin_http.http_send)\n")]
    public async Task What_cannot_be_says_so_and_names_the_way_round(string statement, string reason)
    {
        await using var app = PythonApp.With($$"""
            import asyncio, os, smtplib, socket, subprocess, threading, urllib.request
            from concurrent.futures import ThreadPoolExecutor
            def wrapped(action):
                try:
                    action()
                except OSError:
                    raise LookupError("a package says something else")
            def handle_request(request):
                {{statement}}
            """);
        Assert.Equal(reason, (await app.CallAsync()).Body());
    }

    [Theory]
    [InlineData(
        "import sqlite3",
        "app.py:1: sqlite3 is not available in a function: it needs native code and a file that can be written: "
            + "keep values with spin_key_value, or ask a database server over HTTP")]
    [InlineData(
        "import requests",
        "app.py:1: requests is not in vendor/: it needs sockets, which a function does not have: "
            + "use urllib.request.urlopen or spin_http.http_send")]
    [InlineData(
        "__import__('sqlite3')",
        "app.py:1: ModuleNotFoundError: sqlite3 is not available in a function: it needs native code and a file that can be written: "
            + "keep values with spin_key_value, or ask a database server over HTTP")]
    [InlineData(
        "open('config.json')",
        "app.py:1: FileNotFoundError: [Errno 44] No such file or directory: 'config.json' (there are no files while a "
            + "function is built: read them in the handler)")]
    public void An_app_that_needs_what_is_not_there_is_told_when_it_is_built(string statement, string reason)
    {
        var app = PythonApp.With($"{statement}\ndef handle_request(request):\n    pass\n");
        var message = Assert.Throws<Apps.Building.BuildException>(app.Build).Message;
        Assert.EndsWith(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("<wasmill>", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_of_the_app_stands_in_for_one_that_is_not_there()
    {
        await using var app = PythonApp.With("import curses, sqlite3\nfrom spin_http import Response\ndef handle_request(request):\n"
            + "    return Response(200, {}, curses.NAME + sqlite3.NAME)\n");
        app.Write("curses.py", "NAME = 'own '\n");
        app.Write("vendor/sqlite3/__init__.py", "NAME = 'vendored'\n");
        Assert.Equal("own vendored", (await app.CallAsync()).Body());
    }

    private static IEnumerable<string> Names(string cell) => Name().Matches(cell).Select(name => name.Groups[1].Value);

    [GeneratedRegex(@"^\| (?<what>[^|]+?) \| (?<text>[^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Za-z0-9_]+)`")]
    private static partial Regex Name();
}
