using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Capabilities.KeyValue;

/// <summary>The resource <c>store</c> of <c>fermyon:spin/key-value@2.0.0</c>.</summary>
/// <param name="store">The store.</param>
/// <param name="handles">The open stores of the call, which it is one of.</param>
/// <param name="number">Its number there.</param>
internal sealed class StoreResource(IKeyValueStore store, KeyValueHandles handles, uint number) : IResource
{
    /// <inheritdoc />
    public static string TypeName => "store";

    /// <summary>The store.</summary>
    public IKeyValueStore Store => store;

    /// <inheritdoc />
    public void Drop() => handles.Close(number);
}
