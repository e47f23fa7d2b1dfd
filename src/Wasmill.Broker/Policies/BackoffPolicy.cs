namespace Wasmill.Broker.Policies;

/// <summary>The growth of the delay between retries (Knative delivery specification).</summary>
public enum BackoffPolicy
{
    /// <summary>Doubles each time: delay x 2^(n-1) before retry n, n from 1.</summary>
    Exponential = 0,

    /// <summary>Grows by the delay each time: delay x n.</summary>
    Linear,

    /// <summary>Constant delay.</summary>
    Constant,
}
