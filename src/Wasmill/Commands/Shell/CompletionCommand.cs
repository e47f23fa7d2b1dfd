using System.CommandLine;
using Wasmill.CommandLine;
using Wasmill.Errors;

namespace Wasmill.Commands.Shell;

/// <summary><c>wasmill completion bash|zsh|fish</c>: prints a script that completes command lines.</summary>
internal sealed class CompletionCommand : WasmillCommand
{
    private readonly string _shell;
    private readonly string _example;

    private CompletionCommand(CommandContext context, string shell, string example)
        : base(context, shell, $"Print the completion script for {shell}")
    {
        _shell = shell;
        _example = example;
    }

    public override IReadOnlyList<string> Examples => [$"wasmill completion {_shell} {_example}"];

    /// <summary>Creates the command with a subcommand for each shell.</summary>
    public static Command Create(CommandContext context) => new("completion", "Print a script that completes commands, options and names")
    {
        new CompletionCommand(context, "bash", "> ~/.local/share/bash-completion/completions/wasmill"),
        new CompletionCommand(context, "zsh", "> ~/.zsh/completions/_wasmill"),
        new CompletionCommand(context, "fish", "> ~/.config/fish/completions/wasmill.fish"),
    };

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var script = new StreamReader(typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion/wasmill.{_shell}")!);
        await Terminal.Out.WriteAsync(await script.ReadToEndAsync(cancellationToken));
        return ExitCodes.Success;
    }
}
