using Wasmill.Functions.Calls.Randomness;

namespace Wasmill.Functions.Calls;

/// <summary>Everything that a guest can observe of the outside world. It is passed in explicitly.</summary>
internal sealed record WasiWorld
{
    /// <summary>The environment variables as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The program's arguments; the first is its name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The guest's standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Indicates whether the standard output is the guest's response instead of a part of its log.</summary>
    public bool OutputIsAnswer { get; init; }

    /// <summary>The wall clock and monotonic clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The source of random bytes.</summary>
    public IRandomBytes Random { get; init; } = SystemRandomBytes.Instance;
}
