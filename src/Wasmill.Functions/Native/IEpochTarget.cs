namespace Wasmill.Functions.Native;

/// <summary>Decides whether a guest that computes goes on.</summary>
internal interface IEpochTarget
{
    /// <summary>Called on the guest's thread with every tick from its epoch deadline on. May wait.</summary>
    /// <returns>False when the guest must end.</returns>
    bool TryGoOn();
}
