using System.Text.Json;

namespace Wasmill.Tests.Rig;

/// <summary>What a command line came to.</summary>
/// <param name="Command">Its words, for messages.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">All of its standard output.</param>
/// <param name="Error">All of its standard error.</param>
internal sealed record CommandOutcome(string Command, int ExitCode, string Out, string Error)
{
    /// <summary>Fails the test unless the command succeeded.</summary>
    public CommandOutcome Succeeded() => EndedWith(0);

    /// <summary>Fails the test unless the command refused: this exit code, an error first, and each of these texts in it.</summary>
    public CommandOutcome Failed(int exitCode, params string[] texts)
    {
        EndedWith(exitCode);
        Assert.Contains("Error: ", Error, StringComparison.Ordinal);
        foreach (var text in texts)
            Assert.Contains(text, Error, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Fails the test unless the command had this exit code.</summary>
    public CommandOutcome EndedWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, ToString());
        return this;
    }

    /// <summary>Standard output as JSON.</summary>
    public JsonElement Json()
    {
        using var document = JsonDocument.Parse(Out);
        return document.RootElement.Clone();
    }

    /// <inheritdoc />
    public override string ToString() => $"wasmill {Command}: exit code {ExitCode}\n--- out\n{Out}\n--- error\n{Error}";
}
