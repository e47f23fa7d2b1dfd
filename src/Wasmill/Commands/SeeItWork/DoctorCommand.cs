using System.CommandLine;
using System.Globalization;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Commands.SeeItWork.Checks;
using Wasmill.Commands.SeeItWork.Machine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.SeeItWork;

/// <summary><c>wasmill doctor</c>: checks the machine, and says what to mend.</summary>
internal sealed class DoctorCommand : WasmillCommand
{
    private const string DefaultOfUp = "127.0.0.1:3000";
    private const string DefaultOfDisplay = "127.0.0.1:8089";
    private const int NameColumn = 9;
    private const int TextColumn = NameColumn + 14;

    private readonly Option<string> _output = SharedOptions.OutputOption();

    public DoctorCommand(CommandContext context) : base(context, "doctor", "Check this machine and show what to mend") => Add(_output);

    public override IReadOnlyList<string> Examples => ["wasmill doctor", "wasmill doctor -o json"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var rows = new List<DoctorRow>();
        foreach (var check in Checks())
        {
            var result = await check.RunAsync(cancellationToken);
            var row = new DoctorRow(check.Name, result.Outcome.ToString().ToLowerInvariant(), result.Text, result.Remedy);
            rows.Add(row);
            if (parsed.GetValue(_output) != "json")
                Write(row, result.Outcome);
        }

        var problems = rows.Count(row => row.Outcome == "problem");
        if (parsed.GetValue(_output) == "json")
            JsonOutput.Write(Terminal, [.. rows], DoctorJson.Default.DoctorRowArray);
        else
            WriteSummary(problems, rows.Count(row => row.Outcome == "warning"));
        return problems == 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private IEnumerable<IMachineCheck> Checks()
    {
        var (home, cache, group) = (Context.Home.Path, Context.CacheFolder, new ControlGroup());
        IMachineCheck[] machine =
        [
            new SandboxCheck(Context.Time), new PageMapCheck(), new MemoryFileCheck(), new ProcessorCheck(group), new MemoryCheck(group),
            new OpenFilesCheck(), new ClockCheck(home, Environment.ProcessPath ?? AppContext.BaseDirectory, Context.Time),
            new FlushCheck(home, Context.Time), new DiskSpaceCheck(home, "brokers"), new DiskSpaceCheck(cache, "compiled code"),
            new FolderCheck(home, "brokers", WasmillHome.Variable), new FolderCheck(cache, "compiled code", WasmillHome.CacheVariable),
        ];
        var brokers = Context.Home.Brokers().Select(Context.Home.Folder);
        return [
            .. machine,
            .. brokers.Select(broker => new PortCheck(
                $"broker \"{broker.Name}\"", () => broker.ReadSettings().Listen, mustBeFree: true, broker.IsLocked)),
            new PortCheck("\"wasmill up\"", () => DefaultOfUp, mustBeFree: false, () => false),
            new PortCheck("\"wasmill display\"", () => DefaultOfDisplay, mustBeFree: false, () => false),
        ];
    }

    private void Write(DoctorRow row, CheckOutcome outcome)
    {
        var word = row.Outcome.PadRight(NameColumn);
        var painted = outcome switch
        {
            CheckOutcome.Ok => Terminal.Good(word),
            CheckOutcome.Problem => Terminal.Bad(word),
            _ => word,
        };
        var lines = WrappedText.Of(row.Text, TextColumn);
        Terminal.Out.WriteLine($"{painted}{row.Name,NameColumn - TextColumn}{lines[0]}");
        foreach (var line in lines.Skip(1).Concat(row.Remedy is null ? [] : WrappedText.Of($"-> {row.Remedy}", TextColumn)))
            Terminal.Out.WriteLine(new string(' ', TextColumn) + line);
    }

    private void WriteSummary(int problems, int warnings)
    {
        Terminal.Out.WriteLine();
        Terminal.Out.WriteLine(problems + warnings == 0
            ? "Nothing to mend."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{problems} to mend, {warnings} {(warnings == 1 ? "warning" : "warnings")}; the lines with -> say what to do."));
    }
}
