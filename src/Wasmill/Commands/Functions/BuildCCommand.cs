using System.CommandLine;
using Wasmill.Apps.Building;
using Wasmill.Apps.Building.C;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill build-c</c>: builds one module from C files. The template's build command calls it.</summary>
internal sealed class BuildCCommand : WasmillCommand
{
    private readonly Argument<string[]> _sources = new("sources") { Arity = ArgumentArity.OneOrMore, Description = "the C files: app.c" };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "the file to write",
        DefaultValueFactory = _ => CBuildCommand.DefaultOutput,
    };

    public BuildCCommand(CommandContext context) : base(context, "build-c", "Build a module from C files with the installed clang")
    {
        Add(_sources);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill build-c app.c -o app.wasm"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            var result = await new CBuilder().BuildAsync(
                Directory.GetCurrentDirectory(),
                new CBuildCommand(parsed.GetValue(_sources)!, parsed.GetValue(_output)!),
                cancellationToken);
            foreach (var line in result.Log)
                Terminal.Error.WriteLine(line);
            Terminal.Out.WriteLine($"{parsed.GetValue(_output)}: {result.Bytes} bytes");
            return ExitCodes.Success;
        }
        catch (BuildException error)
        {
            throw AppCommands.Explain(error.Message, Terminal);
        }
    }
}
