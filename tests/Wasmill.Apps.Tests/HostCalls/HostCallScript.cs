using System.Buffers.Binary;
using System.Text;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.HostCalls;

/// <summary>Calls of the host that a <see cref="ScriptGuest"/> makes, and the memory that their arguments lie in.</summary>
/// <param name="imports">The functions that the guest imports.</param>
internal sealed class HostCallScript(IReadOnlyList<(string Module, string Name, string Parameters, string Results)> imports)
{
    /// <summary>The address of the memory of the script.</summary>
    public const int Data = 1024;

    /// <summary>The bytes of a call: the function's number, where its result goes, its arguments from 8 on.</summary>
    public const int StepSize = 128;

    /// <summary>Marks an argument that is in memory.</summary>
    public const long Indirect = 0x4000_0001_0000_0000;

    private readonly List<byte> _data = [];
    private readonly List<byte> _steps = [];

    /// <summary>An argument that an earlier call has stored, such as a handle.</summary>
    public static long At(int address) => Indirect | (uint)address;

    /// <summary>Reserves memory.</summary>
    public int Area(int size) => Bytes(new byte[size]);

    /// <summary>Puts bytes into memory, aligned to 8.</summary>
    public int Bytes(ReadOnlySpan<byte> bytes)
    {
        while (_data.Count % 8 != 0)
            _data.Add(0);
        var address = Data + _data.Count;
        _data.AddRange(bytes);
        if (Data + _data.Count > ScriptGuest.Heap)
            throw new InvalidOperationException("a script has 63 KiB of memory");
        return address;
    }

    /// <summary>Puts a text into memory.</summary>
    /// <returns>Its address and length, as two arguments.</returns>
    public long[] Text(string text) => List(Encoding.UTF8.GetBytes(text), 1);

    /// <summary>Puts records into memory.</summary>
    /// <returns>Their address and number, as two arguments.</returns>
    public long[] List(byte[] records, int size) => [Bytes(records), records.Length / size];

    /// <summary>Adds a call.</summary>
    /// <param name="name">The name of the function.</param>
    /// <param name="arguments">Its arguments.</param>
    public void Call(string name, params IEnumerable<long> arguments)
    {
        Span<byte> step = stackalloc byte[StepSize];
        step.Clear();
        var number = imports.Index().First(one => one.Item.Name == name);
        BinaryPrimitives.WriteInt32LittleEndian(step, number.Index);
        if (number.Item.Results.Length > 0)
            BinaryPrimitives.WriteInt32LittleEndian(step[4..], LastResult = Area(8));
        foreach (var (index, argument) in arguments.Index())
            BinaryPrimitives.WriteInt64LittleEndian(step[(8 + index * 8)..], argument);
        _steps.AddRange(step);
    }

    /// <summary>Where the result of the last call goes that has one.</summary>
    public int LastResult { get; private set; }

    /// <summary>Runs the script in a function.</summary>
    public Task<FunctionResult> RunAsync(IFunction function)
    {
        var body = new byte[8 + _data.Count + _steps.Count];
        BinaryPrimitives.WriteInt32LittleEndian(body, _data.Count);
        _data.CopyTo(body, 8);
        _steps.CopyTo(body, 8 + _data.Count);
        return function.InvokeAsync(new FunctionRequest("POST", "/", [], body), TestContext.Current.CancellationToken).AsTask();
    }

    /// <summary>Runs the script and gives the memory of the guest back.</summary>
    public async Task<GuestImage> ReadAsync(IFunction function)
    {
        var result = await RunAsync(function);
        Assert.Equal((FunctionFailure.None, ""), (result.Failure, result.Reason));
        return new GuestImage(result.Response.Body);
    }
}
