using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Wasmill.Connectors.Tests.Sources;

/// <summary>A clock that advances only when a timer waits for it, so that a test and a source never race.</summary>
internal sealed class StepTime : FakeTimeProvider
{
    private readonly Channel<bool> _timers = Channel.CreateUnbounded<bool>();
    private readonly Lock _lock = new();
    private DateTimeOffset _due;

    public StepTime(DateTimeOffset start) => SetUtcNow(start);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        lock (_lock)
            _due = GetUtcNow() + dueTime;
        _timers.Writer.TryWrite(true);
        return timer;
    }

    /// <summary>Goes on to a time, from one timer to the next.</summary>
    public async Task AdvanceToAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        while (GetUtcNow() < time)
        {
            await _timers.Reader.ReadAsync(cancellationToken);
            DateTimeOffset due;
            lock (_lock)
                due = _due;
            if (due <= time)
            {
                SetUtcNow(due);
                continue;
            }

            // It waits on.
            SetUtcNow(time);
            _timers.Writer.TryWrite(true);
        }
    }

    /// <summary>Waits until a timer waits for the clock.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        await _timers.Reader.ReadAsync(cancellationToken);
        _timers.Writer.TryWrite(true);
    }

    /// <summary>Sets the clock at one go, as after a sleep of the machine.</summary>
    public async Task JumpAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        await _timers.Reader.ReadAsync(cancellationToken);
        SetUtcNow(time);
    }
}
