namespace Wasmill.Functions.Calls;

/// <summary>Stands for the worker of a call that runs on its caller's thread.</summary>
internal sealed class NoWorker : ICallWorker
{
    /// <summary>The only instance.</summary>
    public static readonly NoWorker Instance = new();

    private NoWorker()
    {
    }

    /// <inheritdoc />
    public void NoteLongRunning()
    {
    }

    /// <inheritdoc />
    public void BeginWait()
    {
    }

    /// <inheritdoc />
    public void EndWait()
    {
    }
}
