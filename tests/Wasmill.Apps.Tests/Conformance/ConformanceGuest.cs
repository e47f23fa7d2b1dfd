using Wasmill.Apps.Building.Python;

namespace Wasmill.Apps.Tests.Conformance;

/// <summary>
/// The guests of the cases: C with the older and the newer names of the ABI, and Python. All answer a request without a body with what it
/// was, and do the lines of a body one after the other. What the host refuses is a number in C and the text
/// of the SDK's AssertionError in Python.
/// </summary>
internal static class ConformanceGuest
{
    public const string Python = "python";

    // Says the same as tests/guests/echo.c and tests/guests/capabilities.c, as far as the cases need.
    private const string Source = """
        from spin_config import config_get
        from spin_http import Request, Response, http_send
        from spin_key_value import kv_open

        store = None

        def show(request):
            lines = [f"method {('GET', 'POST').index(request.method)}", f"uri {request.uri}", "parameters 0"]
            return lines + [f"header {name}: {value}" for name, value in request.headers]

        def run(line):
            global store
            word, _, rest = line.partition(" ")
            if word == "config":
                return [f"value {config_get(rest)}"]
            if word == "open":
                store = kv_open(rest)
                return ["store"]
            if word == "get":
                value = store.get(rest)
                return ["error 4" if value is None else f"value {value.decode()}"]
            if word == "set":
                store.set(*rest.split(" "))
                return ["set"]
            if word == "delete":
                store.delete(rest)
                return ["deleted"]
            if word == "exists":
                return [f"exists {int(store.exists(rest))}"]
            if word == "keys":
                keys = sorted(store.get_keys())
                return [" ".join([f"{len(keys)} keys", *keys])]
            answer = http_send(Request(word, rest))
            return [f"status {answer.status}", *[f"{name}: {value}" for name, value in answer.headers], answer.body.decode()]

        def handle_request(request):
            lines = [] if request.body else show(request)
            for line in request.body.decode().splitlines():
                try:
                    lines += run(line)
                except AssertionError as refusal:
                    lines.append(str(refusal))
            return Response(200, {"content-type": "text/plain"}, "".join(line + "\n" for line in lines))
        """;

    /// <summary>Puts a guest into an app's folder as <c>guest.wasm</c>.</summary>
    public static void Put(string guest, string folder)
    {
        var module = Path.Combine(folder, "guest.wasm");
        if (guest != Python)
        {
            File.Copy(Checkout.Guest(guest), module);
            return;
        }

        File.WriteAllText(Path.Combine(folder, "app.py"), Source);
        using var builder = new PythonBuilder(TestHost.Instance);
        builder.Build(folder, "app", module);
    }
}
