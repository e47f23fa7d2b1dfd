namespace Wasmill.Functions.Native;

/// <summary>Takes the calls that a guest makes to the host.</summary>
internal unsafe interface IHostCallTarget
{
    /// <summary>Runs a function of the host and writes its result over the first argument. Notes what it throws.</summary>
    /// <param name="import">The import's number in its module.</param>
    /// <param name="caller">The guest.</param>
    /// <param name="values">The arguments.</param>
    /// <returns>False when the guest must end.</returns>
    bool TryCallHost(int import, nint caller, RawValue* values);
}
