using System.Buffers;
using System.Text;
using Wasmill.Functions.Streaming;

namespace Wasmill.Functions.Tests.Guests.WasiHttp;

/// <summary>Takes a response that is still written, and reads it when the test says so.</summary>
internal sealed class ReadingSink : IResponseSink
{
    private readonly TaskCompletionSource<StreamedResponse> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The response once its head was sent.</summary>
    public Task<StreamedResponse> Begun => _begun.Task;

    public void Begin(StreamedResponse response) => _begun.SetResult(response);

    /// <summary>Indicates whether the guest will not finish the body.</summary>
    public bool IsBroken { get; private set; }

    public void Break() => IsBroken = true;

    /// <summary>Reads what there is, at least a byte.</summary>
    public async Task<string> ReadAsync()
    {
        var body = (await BegunInTimeAsync()).Body;
        var read = await body.ReadAsync(TestContext.Current.CancellationToken);
        var text = Encoding.Latin1.GetString(read.Buffer.ToArray());
        body.AdvanceTo(read.Buffer.End);
        return text;
    }

    /// <summary>Reads to the end.</summary>
    public async Task<byte[]> ReadAllAsync()
    {
        using var all = new MemoryStream();
        await (await BegunInTimeAsync()).Body.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }

    private Task<StreamedResponse> BegunInTimeAsync()
        => Begun.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
}
