using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Tests.Calls;

public sealed class CallStateTests
{
    private static readonly CallState<Resource> First = new(static _ => new Resource());
    private static readonly CallState<Resource> Second = new(static _ => new Resource());
    private static readonly CallState<object> Unused = new(static _ => throw new InvalidOperationException("made without being asked for"));

    [Fact]
    public void Each_call_has_its_own_made_once_when_it_is_asked_for()
    {
        using var one = NewCall();
        using var other = NewCall();

        Assert.Same(First.From(one), First.From(one));
        Assert.NotSame(First.From(one), First.From(other));
        Assert.NotSame(First.From(one), Second.From(one));
        Assert.Throws<InvalidOperationException>(() => Unused.From(one));
    }

    [Fact]
    public void It_is_disposed_with_the_call()
    {
        Resource first, second;
        using (var call = NewCall())
        {
            (first, second) = (First.From(call), Second.From(call));
            Assert.False(first.IsDisposed);
        }

        Assert.True(first.IsDisposed && second.IsDisposed);
    }

    private static GuestCall NewCall()
        => new(new WasiWorld { Time = TimeProvider.System }, new FunctionConfig { Name = "test" }, long.MaxValue);

    private sealed class Resource : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
