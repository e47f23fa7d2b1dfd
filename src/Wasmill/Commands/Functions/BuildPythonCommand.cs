using System.CommandLine;
using Wasmill.Apps.Building;
using Wasmill.Apps.Building.Python;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Functions;
using Wasmill.Output;

namespace Wasmill.Commands.Functions;

/// <summary><c>wasmill build-py</c>: builds one module from a Python file. The templates' build command calls it.</summary>
internal sealed class BuildPythonCommand : WasmillCommand
{
    private readonly Argument<string> _module = new("module") { Description = "the main module: app for app.py" };
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "the file to write",
        DefaultValueFactory = _ => "app.wasm",
    };

    public BuildPythonCommand(CommandContext context) : base(context, "build-py", "Build a module from a Python file")
    {
        Add(_module);
        Add(_output);
    }

    public override IReadOnlyList<string> Examples => ["wasmill build-py app -o app.wasm"];

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var host = AppCommands.OpenHost(Context);
        try
        {
            using var builder = new PythonBuilder(host);
            var result = builder.Build(
                Directory.GetCurrentDirectory(), parsed.GetValue(_module)!, parsed.GetValue(_output)!, cancellationToken);
            foreach (var warning in result.Warnings)
                Terminal.Error.WriteLine($"Warning: {warning}");
            Terminal.Out.WriteLine($"{result.Path}: {result.Bytes} bytes, sha256 {result.Digest}");
            return ExitCodes.Success;
        }
        catch (Exception error) when (error is BuildException or FunctionLoadException)
        {
            throw AppCommands.Explain(error.Message, Terminal);
        }
    }
}
