namespace Wasmill.Functions.Calls;

/// <summary>What a guest can find out about the world outside. Everything is passed in; nothing is ambient.</summary>
internal sealed record WasiWorld
{
    /// <summary>Environment variables as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Environment { get; init; } = [];

    /// <summary>The program's arguments; the first is its name.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>What the guest reads from its standard input.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Whether the standard output is the guest's answer, and not a part of its log.</summary>
    public bool OutputIsAnswer { get; init; }

    /// <summary>Wall clock and monotonic clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Random bytes.</summary>
    public IRandomBytes Random { get; init; } = SystemRandomBytes.Instance;
}
