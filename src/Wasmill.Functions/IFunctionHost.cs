namespace Wasmill.Functions;

/// <summary>Loads guest modules and runs them. One per process; it owns the engine, the worker threads and the artifact cache.</summary>
public interface IFunctionHost : IAsyncDisposable
{
    /// <summary>Compiles a module, or takes it from the cache, and checks it.</summary>
    /// <param name="module">A WebAssembly core module with a guest ABI that the host knows.</param>
    /// <param name="config">The name, environment and limits.</param>
    /// <param name="cancellationToken">Cancels the wait for the compiler.</param>
    /// <exception cref="FunctionLoadException">The bytes are not a core module or imports something unknown; the message names
    /// it.</exception>
    ValueTask<IFunction> LoadAsync(ReadOnlyMemory<byte> module, FunctionConfig config, CancellationToken cancellationToken);
}
