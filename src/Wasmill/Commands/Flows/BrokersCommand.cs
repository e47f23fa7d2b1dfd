using System.CommandLine;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill brokers</c>: lists the brokers, or makes one the current one.</summary>
internal sealed class BrokersCommand : WasmillCommand
{
    private readonly Option<string?> _set = new("--set") { Description = "make this broker the current one" };
    private readonly Option<string> _output = SharedOptions.OutputOption();

    public BrokersCommand(CommandContext context) : base(context, "brokers", "List the brokers, or choose the current one")
    {
        Add(_set);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill brokers", "wasmill brokers --set wasm"];

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var home = Context.Home;
        if (parsed.GetValue(_set) is { } name)
            home.SetCurrent(Context.RequireBroker(name).Name);

        var current = home.Current;
        var rows = home.Brokers()
            .Select(broker => new BrokerRow(broker, broker == current, home.Folder(broker).FindProcess()?.Url))
            .ToArray();
        if (parsed.GetValue(_output) == "json")
        {
            JsonOutput.Write(Terminal, rows, FlowsJson.Default.BrokerRowArray);
            return Task.FromResult(ExitCodes.Success);
        }

        if (rows.Length == 0)
            Terminal.Error.WriteLine($"Note: {CommandContext.NoBroker}");
        foreach (var row in rows)
            Terminal.Out.WriteLine(row.Current ? $"*{row.Name}" : row.Name);
        return Task.FromResult(ExitCodes.Success);
    }
}
