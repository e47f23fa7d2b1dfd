using Wasmill.Functions.Calls;
using Wasmtime;

namespace Wasmill.Functions.Sandbox;

/// <summary>A guest whose start function runs: there is no instance yet, only its memory.</summary>
internal sealed class StartingGuest(Memory? memory) : IGuest
{
    /// <inheritdoc />
    public GuestMemory Memory => memory is null ? default : new GuestMemory(memory.GetSpan(0, (int)Math.Min(memory.GetLength(), int.MaxValue)));

    /// <inheritdoc />
    public uint Allocate(int alignment, int size) => 0;
}
