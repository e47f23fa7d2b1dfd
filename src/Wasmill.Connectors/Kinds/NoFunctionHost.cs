using Wasmill.Functions;

namespace Wasmill.Connectors.Kinds;

/// <summary>Stands in where flows are read but nothing runs.</summary>
internal sealed class NoFunctionHost : IFunctionHost
{
    public static NoFunctionHost Instance { get; } = new();

    public ValueTask<IFunction> LoadAsync(ReadOnlyMemory<byte> module, FunctionConfig config, CancellationToken cancellationToken)
        => throw new InvalidOperationException("no function can be loaded while a flow is only edited");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
