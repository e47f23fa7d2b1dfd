namespace Wasmill.Functions.Calls;

/// <summary>The worker that runs a call. All methods are called on the call's thread.</summary>
internal interface ICallWorker
{
    /// <summary>Notes that the call has passed the long-running threshold. Called at most once for each call.</summary>
    void NoteLongRunning();

    /// <summary>Notes that the call begins to wait for something outside of its sandbox: another one may compute meanwhile.</summary>
    void BeginWait();

    /// <summary>Notes that the call continues to compute.</summary>
    void EndWait();
}
