namespace Wasmill.Testing;

/// <summary>A clock that shows one moment until a test sets another one. Its timers are the system's.</summary>
public sealed class TestClock : TimeProvider
{
    /// <summary>The moment that it shows.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 24, 15, 0, 0, TimeSpan.Zero);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => Now;
}
