namespace Wasmill.Functions.Native;

/// <summary>Handles the calls of a guest to the host.</summary>
internal unsafe interface IHostCallTarget
{
    /// <summary>Runs a host function and writes its result over the first argument. Records its exceptions.</summary>
    /// <param name="import">The import's number in its module.</param>
    /// <param name="caller">The guest.</param>
    /// <param name="values">The arguments.</param>
    /// <returns>False if the guest must end.</returns>
    bool TryCallHost(int import, nint caller, RawValue* values);
}
