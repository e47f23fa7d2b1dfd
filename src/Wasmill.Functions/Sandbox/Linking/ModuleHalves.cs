namespace Wasmill.Functions.Sandbox.Linking;

/// <summary>A module as loaded in one shard. Holds one reference to each half.</summary>
/// <param name="Code">The module, or its code half.</param>
/// <param name="Data">Its data half if it was split; otherwise null.</param>
internal sealed record ModuleHalves(LinkedModule Code, LinkedModule? Data) : IDisposable
{
    /// <summary>Releases the references.</summary>
    public void Dispose()
    {
        Code.Release();
        Data?.Release();
    }
}
