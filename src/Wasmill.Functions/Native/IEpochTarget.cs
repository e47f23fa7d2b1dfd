namespace Wasmill.Functions.Native;

/// <summary>Decides whether a computing guest may continue.</summary>
internal interface IEpochTarget
{
    /// <summary>Called on the guest's thread with every tick after its epoch deadline. May wait.</summary>
    /// <returns>False if the guest must end.</returns>
    bool TryContinue();
}
