using System.CommandLine;
using Wasmill.Errors;

namespace Wasmill.CommandLine;

// Tested by: UpCommandTests, BuildAppCommandTests
/// <summary>The app that a command is for: its first argument, or Spin's option <c>--from</c>.</summary>
internal sealed class AppReference
{
    private readonly Argument<string?> _argument = new("app")
    {
        HelpName = "APP",
        Arity = ArgumentArity.ZeroOrOne,
        Description = "an app's folder, its spin.toml, or a .wasm file (default: this folder or a parent)",
    };
    private readonly Option<string?> _option = new("--from", "-f", "--file") { HelpName = "APP", Description = "the same as the argument" };

    /// <summary>Adds the argument and the option to a command.</summary>
    public AppReference(Command command)
    {
        command.Add(_argument);
        command.Add(_option);
    }

    /// <summary>The path that was given; null for none.</summary>
    /// <exception cref="UserErrorException">Two were given.</exception>
    public string? Read(ParseResult parsed)
        => (parsed.GetValue(_argument), parsed.GetValue(_option)) is ({ } argument, { } option)
            ? throw new UserErrorException($"the app is given twice, as \"{argument}\" and as --from \"{option}\"", ExitCodes.Usage)
            : parsed.GetValue(_argument) ?? parsed.GetValue(_option);
}
