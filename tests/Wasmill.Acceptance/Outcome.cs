namespace Wasmill.Acceptance;

/// <summary>What a command came to.</summary>
/// <param name="Command">Its arguments, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
public sealed record Outcome(string Command, int ExitCode, string Out, string Error)
{
    /// <summary>Fails the test with everything the command said unless it succeeded.</summary>
    public Outcome Succeeded()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    /// <summary>Fails the test unless the command failed with this code.</summary>
    public Outcome Failed(int code = 1)
    {
        Assert.True(ExitCode == code, ToString());
        return this;
    }

    /// <inheritdoc />
    public override string ToString() => $"wasmill {Command}: exit code {ExitCode}\n--- out\n{Out}\n--- error\n{Error}";
}
