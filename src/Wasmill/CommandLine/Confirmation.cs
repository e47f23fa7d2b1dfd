using System.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.CommandLine;

// Tested by: DeleteCommandTests
/// <summary>The question before a step that cannot be undone, and <c>--yes</c>, which answers it.</summary>
internal sealed class Confirmation
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "do not ask for confirmation" };

    /// <summary>Adds the option to a command.</summary>
    public Confirmation(Command command) => command.Add(_yes);

    /// <summary>Asks. Without a terminal to ask on, as in a script, the answer is yes.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="terminal">The terminal.</param>
    /// <param name="question">The step and its consequences, as a question.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <exception cref="UserErrorException">The answer is no.</exception>
    public async Task RequireAsync(ParseResult parsed, ITerminal terminal, string question, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(_yes) || !terminal.CanAsk)
            return;
        terminal.Error.Write($"{question} [y/N] ");
        var answer = await terminal.In.ReadLineAsync(cancellationToken);
        if (answer?.Trim().ToLowerInvariant() is not ("y" or "yes"))
            throw new UserErrorException("nothing was deleted") { Code = ErrorCodes.Declined };
    }
}
