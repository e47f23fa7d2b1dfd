using System.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.CommandLine;

/// <summary>
/// A command that does something. It turns what went wrong into one message and an exit code, here and nowhere else.
/// </summary>
internal abstract class WasmillCommand : Command
{
    private readonly CommandContext? _context;
    private readonly ITerminal _terminal;

    /// <summary>Creates the command; the derived class adds its options and arguments.</summary>
    protected WasmillCommand(CommandContext context, string name, string description) : this(context.Terminal, name, description) => _context = context;

    /// <summary>Creates a command that uses the terminal alone.</summary>
    protected WasmillCommand(ITerminal terminal, string name, string description) : base(name, description)
    {
        _terminal = terminal;
        SetAction(InvokeAsync);
    }

    /// <summary>What the command runs with.</summary>
    protected CommandContext Context => _context!;

    /// <summary>Where the command writes.</summary>
    protected ITerminal Terminal => _terminal;

    /// <summary>Commands that a user can type as they stand, shown by <c>--help</c>.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the command's work.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="UserErrorException">It cannot be done, for a reason that the user can mend.</exception>
    protected abstract Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken);

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // The library ends the process at once when Ctrl-C comes before it has the command's task: a broker whose creation is cut off in its synchronous beginning
        // would stay half made.
        await Task.Yield();
        try
        {
            return await RunAsync(parsed, cancellationToken);
        }
        catch (UserErrorException error)
        {
            ErrorReport.Write(_terminal, error.Message);
            return error.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception bug)
        {
            return ErrorReport.WriteUnexpected(_terminal, bug);
        }
    }
}
