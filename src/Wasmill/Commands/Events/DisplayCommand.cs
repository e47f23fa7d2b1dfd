using System.Buffers;
using System.CommandLine;
using System.Text;
using Wasmill.Client.Text;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Events;
using Wasmill.Events.Json;
using Wasmill.Output;
using Wasmill.Server.Display;
using Wasmill.Web;

namespace Wasmill.Commands.Events;

/// <summary><c>wasmill display</c>: receives events and shows them.</summary>
internal sealed class DisplayCommand : WasmillCommand
{
    private readonly Option<string> _listen = new("--listen")
    {
        Description = "address and port",
        DefaultValueFactory = _ => "127.0.0.1:8089",
    };
    private readonly Option<string[]> _hosts = AllowHostOption.Option();
    private readonly OutputOption _output = new("line")
    {
        Description = "text, line (one line for each event) or json",
    };

    public DisplayCommand(CommandContext context) : base(context, "display", "Receive CloudEvents and show them here and on a web page")
    {
        Add(_listen);
        Add(_hosts);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples
        => ["wasmill display", "wasmill display -o line", "wasmill display --listen 127.0.0.1:8089 -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.GetValue(_output)!;
        var options = new WebServerOptions
        {
            AllowedHosts = AllowHostOption.Read(parsed, _hosts),
            Log = new TerminalLogger(Terminal.Error),
        };
        try
        {
            await using var server = await DisplayServer.StartAsync(
                parsed.GetValue(_listen)!, one => Show(one, output), cancellationToken, options);
            Terminal.Error.WriteLine(
                $"Displaying events sent to {server.Address}/ (open it in a browser to see them there); Ctrl-C ends it");
            var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var registration = cancellationToken.Register(stopped.SetResult);
            await stopped.Task;
            return ExitCodes.Success;
        }
        catch (WebServerException error)
        {
            throw new UserErrorException(error.Message);
        }
    }

    private void Show(CloudEvent one, string output)
    {
        if (output != "json")
        {
            Terminal.Out.Write(output == "line" ? EventSummary.Format(one, Context.Time.GetLocalNow()) : EventText.Format(one));
            return;
        }

        var json = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(one, json);
        Terminal.Out.WriteLine(Encoding.UTF8.GetString(json.WrittenSpan).ReplaceLineEndings(" "));
    }
}
