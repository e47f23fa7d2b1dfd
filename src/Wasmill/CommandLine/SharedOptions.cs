using System.CommandLine;

namespace Wasmill.CommandLine;

/// <summary>Options and arguments that many commands share.</summary>
internal static class SharedOptions
{
    /// <summary><c>-o json</c>.</summary>
    public static Option<string> OutputOption()
    {
        var option = new Option<string>("--output", "-o") { Description = "text or json", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    /// <summary>An optional broker name as the first argument.</summary>
    public static Argument<string?> BrokerArgument()
        => new("broker") { Arity = ArgumentArity.ZeroOrOne, Description = "the broker's name (default: the current broker)" };
}
