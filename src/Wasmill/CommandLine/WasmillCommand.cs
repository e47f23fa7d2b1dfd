using System.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.CommandLine;

// Tested by: WasmillProgramTests
/// <summary>
/// Base of all commands that run. The only place where failures become a message and an exit code.
/// </summary>
internal abstract class WasmillCommand : Command
{
    /// <summary>Creates the command; the derived class adds its options and arguments.</summary>
    protected WasmillCommand(CommandContext context, string name, string description) : base(name, description)
    {
        Context = context;
        SetAction(InvokeAsync);
    }

    /// <summary>The process's services for commands.</summary>
    protected CommandContext Context { get; }

    /// <summary>The terminal that the command writes to.</summary>
    protected ITerminal Terminal => Context.Terminal;

    /// <summary>Complete commands that a user can copy, shown by <c>--help</c>.</summary>
    public abstract IReadOnlyList<string> Examples { get; }

    /// <summary>Does the command's work.</summary>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    /// <exception cref="UserErrorException">The command failed for a reason that the user can fix.</exception>
    protected abstract Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken);

    /// <summary>Waits for work that may take long, and names it after a second unless the output is JSON.</summary>
    protected Task<T> ShowProgressAsync<T>(ParseResult parsed, string what, Task<T> work)
        => Progress.ShowAsync(Terminal, Context.Time, OutputOption.IsJson(parsed) ? null : what, work);

    private async Task<int> InvokeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // The library ends the process at once when Ctrl-C comes before it has the command's task: a broker whose creation is cut off in
        // its synchronous beginning would stay half made.
        await Task.Yield();
        try
        {
            return await RunAsync(parsed, cancellationToken);
        }
        catch (UserErrorException error)
        {
            ErrorReport.Write(Terminal, new ErrorRow(error.Code, error.Message), OutputOption.IsJson(parsed));
            return error.ExitCode;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception bug)
        {
            return ErrorReport.WriteUnexpected(Terminal, bug, OutputOption.IsJson(parsed));
        }
    }
}
