namespace Wasmill.Functions.Calls;

/// <summary>A response that the guest has set and still writes.</summary>
internal interface IUnsentResponse
{
    /// <summary>Sends what there is: the guest will not finish it at once. Does nothing if it cannot be sent as it is.</summary>
    void Send();
}
