namespace Wasmill.Functions.Sandbox;

/// <summary>A module as one shard has it. Holds one share of each half.</summary>
/// <param name="Code">The module, or its code half.</param>
/// <param name="Data">Its data half when it was split.</param>
internal sealed record ModuleHalves(LinkedModule Code, LinkedModule? Data) : IDisposable
{
    /// <summary>Gives the shares back.</summary>
    public void Dispose()
    {
        Code.Release();
        Data?.Release();
    }
}
