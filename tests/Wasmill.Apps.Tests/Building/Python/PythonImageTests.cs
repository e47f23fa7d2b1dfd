using System.Diagnostics;
using System.Text;
using Wasmill.Events.Http;
using Wasmill.Functions;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Guests.Spin;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>
/// The image's objects are immortal and a call's memory is apart from theirs (guests/python/README.md, "Memory"):
/// nothing of that may be seen by an app.
/// </summary>
public sealed class PythonImageTests
{
    private const int PageBytes = 4096;

    // 60 pages for an event with a change of its data; half as many again for what another version of Python may do. It was 121 when a call
    // wrote into the holes of the image.
    private const int MostPages = 90;

    private const string Heavy = """
        import gc, json, re, weakref
        from spin_http import Response

        KEPT = {"list": list(range(1000)), "text": "a" * 100}
        GENERATOR = (n * n for n in range(10))
        CALLS = []

        class Node:
            def __init__(self, next):
                self.next = next

        def cycle():
            first = Node(None)
            first.next = Node(first)
            return weakref.ref(first)

        def handle_request(request):
            CALLS.append(len(CALLS) + 1)
            KEPT["list"].append(len(CALLS))
            KEPT["text"] += "b"
            KEPT["more" * len(CALLS)] = [str(n) for n in range(20000)]
            dead = [cycle() for _ in range(1000)]
            gc.collect()
            caught = 0
            for n in range(1000):
                try:
                    raise ValueError(n)
                except ValueError as error:
                    caught += error.args[0] == n
            big = json.loads(json.dumps({str(n): [n] * 50 for n in range(2000)}))
            del KEPT["more" * len(CALLS)]
            gc.collect()
            return Response(200, {}, f"{CALLS} {next(GENERATOR)} {len(KEPT['list'])} {KEPT['text'][-3:]} {sum(1 for ref in dead if ref())} {caught} {len(big)} {len(re.findall('1', '1' * 5000))} {gc.isenabled()}")
        """;

    [Fact]
    public async Task A_call_may_allocate_raise_and_collect_as_on_any_Python()
    {
        await using var app = PythonApp.With(Heavy);
        Assert.Equal("[1] 0 1001 aab 0 1000 2000 5000 True", (await app.CallAsync()).Body());
        Assert.Equal("[1] 0 1001 aab 0 1000 2000 5000 True", (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task One_instance_answers_one_request_after_the_other()
    {
        await using var app = PythonApp.With(Heavy);
        using var running = new Running(app);
        Assert.Equal(
            [
                "[1] 0 1001 aab 0 1000 2000 5000 True",
                "[1, 2] 1 1002 abb 0 1000 2000 5000 True",
                "[1, 2, 3] 4 1003 bbb 0 1000 2000 5000 True",
            ],
            [running.Call(""), running.Call(""), running.Call("")]);
    }

    [Fact]
    public async Task A_call_writes_to_few_pages_of_the_image()
    {
        await using var app = PythonApp.With(
            "def handle_event(event):\n    return event.replace(type=event.type + '.seen', data={**event.data, 'seen': True})\n");
        using var running = new Running(app);
        var before = running.Memory();
        Assert.Equal(
            """{"n": 1, "seen": true}""",
            running.Call("""{"n": 1}""", new("ce-specversion", "1.0"), new("ce-id", "1"), new("ce-source", "/s"), new("ce-type", "t")));
        var after = running.Memory();
        var changed = Enumerable.Range(0, before.Length / PageBytes)
            .Count(page => !before.AsSpan(page * PageBytes, PageBytes).SequenceEqual(after.AsSpan(page * PageBytes, PageBytes)));
        Assert.InRange(changed, 1, MostPages);
    }

    /// <summary>An instance that is called again and again.</summary>
    private sealed class Running : IDisposable
    {
        private readonly SandboxModule _module;
        private readonly GuestCall _call;
        private readonly SandboxInstance _instance;
        private readonly SpinHttpInstance _guest;

        public Running(PythonApp app)
        {
            app.Build();
            _module = TestHost.Instance.Engine.Load(File.ReadAllBytes(app.Output), "app", 128L << 20);
            _call = new GuestCall(
                new WasiWorld { Time = TimeProvider.System },
                new FunctionConfig { Name = "app" },
                Stopwatch.GetTimestamp() + (60 * Stopwatch.Frequency));
            _instance = _module.Instantiate(_call);
            _guest = new SpinHttpInstance(_instance, SpinHttpExports.Find("app", _module), reuse: true);
        }

        public byte[] Memory()
        {
            var memory = _instance.Memory;
            Assert.True(memory.TrySlice(0, (uint)memory.Length, out var bytes));
            return bytes.ToArray();
        }

        public string Call(string body, params HeaderField[] headers)
            => Encoding.UTF8.GetString(
                _guest.Handle(_call, new FunctionRequest("POST", "/", headers, Encoding.UTF8.GetBytes(body))).Body.Span);

        public void Dispose()
        {
            _guest.Dispose();
            _call.Dispose();
            _module.Dispose();
        }
    }
}
