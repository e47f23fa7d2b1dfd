using System.CommandLine;
using System.Globalization;
using Wasmill.Client;
using Wasmill.Client.Api;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill retry</c>: tries waiting events again without waiting for their retry time.</summary>
internal sealed class RetryCommand : WasmillCommand
{
    private readonly Argument<string[]> _triggers = new("trigger")
    {
        Arity = ArgumentArity.ZeroOrMore,
        Description = "retry the events of these triggers only (default: all triggers)",
    };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker's name (default: the current broker)" };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public RetryCommand(CommandContext context)
        : base(context, "retry", "Retry the waiting events now, after a target was mended")
    {
        Add(_triggers);
        Add(_broker);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill retry", "wasmill retry orders"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var client = Context.Connect(parsed.GetValue(_broker));
        var triggers = parsed.GetValue(_triggers) ?? [];
        long count = 0;
        try
        {
            foreach (var trigger in triggers.DefaultIfEmpty())
                count += (await client.RetryAsync(trigger, cancellationToken)).Count;
        }
        catch (ServerException error)
        {
            throw new UserErrorException(error.Message);
        }

        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, new CountDto(count), ApiJson.Default.CountDto);
        else if (count == 0)
            Terminal.Out.WriteLine("No events are waiting for a retry");
        else
            Terminal.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{count} event{(count == 1 ? " is" : "s are")} retried now; \"wasmill describe\" shows the outcome"));
        return ExitCodes.Success;
    }
}
