namespace Wasmill.Functions.Sandbox.Restoring;

/// <summary>A baseline whose content is mapped into every instance, and which is created when pages are first copied from it.</summary>
/// <param name="bytes">The length of the memory.</param>
/// <param name="create">Creates the baseline.</param>
internal sealed class MappedBaseline(long bytes, Func<Baseline> create) : IDisposable
{
    private readonly Lazy<Baseline> _memory = new(create);

    /// <summary>The length of the memory.</summary>
    public long Bytes => bytes;

    /// <summary>The memory.</summary>
    public Baseline Memory => _memory.Value;

    /// <inheritdoc />
    public void Dispose()
    {
        if (_memory.IsValueCreated)
            _memory.Value.Dispose();
    }
}
