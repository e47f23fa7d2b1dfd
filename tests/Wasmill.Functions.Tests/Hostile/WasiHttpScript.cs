using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Wasmill.Functions.Tests.Guests.WasiHttp;

namespace Wasmill.Functions.Tests.Hostile;

/// <summary>
/// Random calls of the host. It keeps a list of the handles that the host has given, so that many calls are right, and the wrong ones come
/// in states that a real program gets to.
/// </summary>
/// <param name="random">The source.</param>
internal sealed class WasiHttpScript(Random random)
{
    /// <summary>The bytes of a call: the function's number at 0, its arguments from 8 on.</summary>
    public const int StepSize = 80;

    private const int MostSteps = 40;

    // The handle that a function takes first, whether it keeps it, and the handle that it gives. "+" gives one only once.
    private static readonly Dictionary<string, (string? Takes, bool Keeps, string? Gives)> Shapes = new()
    {
        ["fields"] = (null, false, "fields"),
        ["append"] = ("fields", false, null),
        ["fields-set"] = ("fields", false, null),
        ["delete"] = ("fields", false, null),
        ["has"] = ("fields", false, null),
        ["get"] = ("fields", false, null),
        ["entries"] = ("fields", false, null),
        ["clone"] = ("fields", false, "fields"),
        ["drop-fields"] = ("fields", true, null),
        ["headers"] = ("request", false, "fields"),
        ["method"] = ("request", false, null),
        ["scheme"] = ("request", false, null),
        ["authority"] = ("request", false, null),
        ["in-finish"] = ("in-body", true, "trailers"),
        ["trailers"] = ("trailers", false, null),
        ["response"] = ("fields", true, "response"),
        ["set-status"] = ("response", false, null),
        ["response-headers"] = ("response", false, "fields"),
        ["body"] = ("response", false, "+out-body"),
        ["out-stream"] = ("out-body", false, "+out-stream"),
        ["out-finish"] = ("out-body", true, null),
        ["drop-out-body"] = ("out-body", true, null),
        ["read"] = ("in-stream", false, null),
        ["skip"] = ("in-stream", false, null),
        ["check"] = ("out-stream", false, null),
        ["write-flush"] = ("out-stream", false, null),
        ["flush"] = ("out-stream", false, null),
        ["subscribe-out"] = ("out-stream", false, "pollable"),
        ["drop-out-stream"] = ("out-stream", true, null),
        ["ready"] = ("pollable", false, null),
        ["drop-pollable"] = ("pollable", true, null),
        ["at"] = (null, false, "pollable"),
        ["stdout"] = (null, false, "out-stream"),
        ["stdin"] = (null, false, "in-stream"),
        ["out-request"] = ("fields", true, "out-request"),
        ["set-path"] = ("out-request", false, null),
        ["set-authority"] = ("out-request", false, null),
        ["out-request-body"] = ("out-request", false, "+out-body"),
        ["options"] = (null, false, "options"),
        ["first-byte"] = ("options", false, null),
        ["first-byte-of"] = ("options", false, null),
    };

    // What is near a bound.
    private static readonly long[] Bounds =
    [
        0, 1, 2, 100, 4096, 60_000, 131_064, 131_068, 131_071, 131_072, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFC, 0xFFFFFFFF, -1, long.MinValue,
    ];

    // By handle; the interpreter has taken the body and its stream.
    private readonly List<string?> _handles = ["", "request", "out", "in-body", "in-stream"];
    private readonly Stack<int> _free = [];
    private readonly HashSet<(string, int)> _once = [];
    private readonly StringBuilder _text = new();

    /// <summary>The calls in words.</summary>
    public string Text => _text.ToString();

    /// <summary>Makes a script.</summary>
    public byte[] Make()
    {
        var script = new byte[random.Next(1, MostSteps) * StepSize];
        for (var step = 0; step < script.Length; step += StepSize)
            Make(script.AsSpan(step, StepSize));
        return script;
    }

    private void Make(Span<byte> step)
    {
        var function = random.Next(WasiHttpText.Imports.Count);
        // Most functions of the list, and now and then any other.
        while (!Shapes.ContainsKey(WasiHttpText.Imports[function].Name) && random.Next(40) > 0)
            function = random.Next(WasiHttpText.Imports.Count);
        var (name, _, type) = WasiHttpText.Imports[function];
        var shape = Shapes.GetValueOrDefault(name);
        var count = ParametersOf(type).Length;
        BinaryPrimitives.WriteInt32LittleEndian(step, function);
        _text.Append(name);
        for (var i = 0; i < count; i++)
        {
            var argument = random.Next(300) == 0 ? Bounds[random.Next(Bounds.Length)]
                : i == 0 && shape.Takes is not null ? Find(shape.Takes)
                : i == count - 1 && type.Split(')').Length < 3 ? 1024 + random.Next(16) * 8
                : random.Next(3) switch { 0 => random.Next(2), 1 => 2000, _ => random.Next(4) };
            BinaryPrimitives.WriteInt64LittleEndian(step[(8 + i * 8)..], argument);
            _text.Append(CultureInfo.InvariantCulture, $" {argument}");
            if (i == 0 && shape.Takes is not null)
                Use(name, shape, (int)argument);
        }

        if (shape is { Takes: null, Gives: { } given })
            Give(given);
        _text.Append('\n');
    }

    /// <summary>The types of the parameters of an import.</summary>
    public static string[] ParametersOf(string type)
        => type.StartsWith("(param", StringComparison.Ordinal) ? type.Split(')')[0].Split(' ')[1..] : [];

    private int Find(string type)
    {
        var fitting = _handles.Index().Where(one => one.Item == type).Select(one => one.Index).ToList();
        return fitting.Count == 0 ? random.Next(_handles.Count) : fitting[random.Next(fitting.Count)];
    }

    private void Use(string name, (string? Takes, bool Keeps, string? Gives) shape, int handle)
    {
        if (shape.Keeps && handle > 0 && handle < _handles.Count && _handles[handle] is not null)
        {
            _handles[handle] = null;
            _free.Push(handle);
        }

        if (shape.Gives is { } given && (given[0] != '+' || _once.Add((name, handle))))
            Give(given.TrimStart('+'));
    }

    private void Give(string type)
    {
        if (_free.TryPop(out var handle))
            _handles[handle] = type;
        else
            _handles.Add(type);
    }
}
