using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Client.Processes;
using Wasmill.Client.Text;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Deleting;

// Tested by: DeleteCommandTests
/// <summary><c>wasmill delete broker</c>.</summary>
internal sealed class DeleteBrokerCommand : WasmillCommand
{
    private readonly ComponentKinds _kinds;
    private readonly Argument<string[]> _names = new("name") { Arity = ArgumentArity.OneOrMore, Description = "the brokers' names" };
    private readonly Confirmation _confirmation;
    private readonly OutputOption _output = SharedOptions.OutputOption();

    public DeleteBrokerCommand(CommandContext context, ComponentKinds kinds)
        : base(context, "broker", "Stop a broker and delete it with all its data")
    {
        _kinds = kinds;
        Add(_names);
        _confirmation = new Confirmation(this);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill delete broker wasm", "wasmill delete broker wasm --yes"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        // All of them first: with one name that is wrong, nothing is deleted.
        var folders = parsed.GetValue(_names)!.Distinct(StringComparer.Ordinal).Select(name => Context.RequireBroker(name)).ToList();
        var contents = folders.ConvertAll(ContentsOf);
        foreach (var (folder, content) in folders.Zip(contents))
            await _confirmation.RequireAsync(
                parsed, Terminal, $"Delete broker {folder.Name}{With(content)}? This cannot be undone.", cancellationToken);

        var asJson = OutputOption.IsJson(parsed);
        foreach (var (folder, content) in folders.Zip(contents))
        {
            await ShowProgressAsync(
                parsed, $"Stopping broker {folder.Name}", BrokerProcess.StopAsync(folder, Context.Time, cancellationToken));
            folder.Delete();
            if (!asJson)
                Terminal.Out.WriteLine($"Deleted broker {folder.Name}{With(content)}");
        }

        if (asJson)
            JsonOutput.Write(
                Terminal, new DeletedRow("broker", [.. folders.Select(folder => folder.Name)], []), FlowsJson.Default.DeletedRow);
        else if (Context.Home.Current is { } current)
            Terminal.Out.WriteLine($"Current broker is \"{current}\"");
        return ExitCodes.Success;
    }

    private static string With(List<string> content) => content.Count == 0 ? "" : $" with {Counted.List(content)}";

    private List<string> ContentsOf(BrokerFolder folder)
    {
        var content = new List<string>();
        try
        {
            var flow = FlowEdits.Read(folder, _kinds);
            Add(flow.Triggers.Count, "trigger");
            foreach (var role in flow.Components.GroupBy(component => component.Role))
                Add(role.Count(), role.Key.ToString().ToLowerInvariant());
        }
        catch (FlowException)
        {
            // A broker whose flow is not valid can be deleted as well.
        }

        Add(folder.Credentials.Read().Count, "credential");
        if (Directory.Exists(folder.LogFolder))
            content.Add($"{ByteSize.Of(new DirectoryInfo(folder.LogFolder).EnumerateFiles().Sum(file => file.Length))} of stored events");
        return content;

        void Add(int number, string noun)
        {
            if (number > 0)
                content.Add(Counted.Of(number, noun));
        }
    }
}
