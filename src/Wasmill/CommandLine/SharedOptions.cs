using System.CommandLine;

namespace Wasmill.CommandLine;

/// <summary>Options and arguments that many commands share.</summary>
internal static class SharedOptions
{
    /// <summary><c>-o json</c>.</summary>
    public static OutputOption OutputOption() => new();

    /// <summary><c>--broker NAME</c>.</summary>
    public static Option<string?> BrokerOption() => new("--broker") { Description = "the broker's name (default: the current broker)" };

    /// <summary><c>--offline</c>.</summary>
    public static Option<bool> OfflineOption()
        => new("--offline") { Description = "download no module; use those that were downloaded before" };

    /// <summary>An optional broker name as the first argument.</summary>
    public static Argument<string?> BrokerArgument()
        => new("broker") { Arity = ArgumentArity.ZeroOrOne, Description = "the broker's name (default: the current broker)" };
}
