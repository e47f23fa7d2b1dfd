namespace Wasmill.Functions;

/// <summary>Loads guest modules and runs them. One per process; it owns the engine, the worker threads and the artefact cache.</summary>
public interface IFunctionHost : IAsyncDisposable
{
    /// <summary>Compiles (or takes from the cache) and checks a module.</summary>
    /// <param name="module">A WebAssembly core module in a guest ABI that the host knows.</param>
    /// <param name="config">Name, environment and limits.</param>
    /// <param name="cancellationToken">Abandons the wait for the compiler.</param>
    /// <exception cref="FunctionLoadException">The bytes are no module, or one of another kind, or it imports something unknown; the message says what, by name.</exception>
    ValueTask<IFunction> LoadAsync(ReadOnlyMemory<byte> module, FunctionConfig config, CancellationToken cancellationToken);
}
