using System.CommandLine;
using Wasmill.Errors;
using Wasmill.Web.Requests;

namespace Wasmill.CommandLine;

/// <summary>The option <c>--allow-host</c>, shared by the commands that listen.</summary>
internal static class AllowHostOption
{
    /// <summary>A new option for a command.</summary>
    public static Option<string[]> Option()
        => new("--allow-host")
        {
            HelpName = "NAME",
            Description = "also accept requests for this host name, such as mill.example or *.mill.example; \"*\" for all. "
                + "Without it a loopback address accepts localhost only. May be repeated",
        };

    /// <summary>The names that were given.</summary>
    /// <exception cref="UserErrorException">One is not a host name.</exception>
    public static string[] Read(ParseResult parsed, Option<string[]> option)
    {
        var hosts = parsed.GetValue(option) ?? [];
        return hosts.FirstOrDefault(host => !HostRule.IsValid(host)) is { } wrong
            ? throw new UserErrorException(
                $"\"{wrong}\" is not a valid --allow-host; use a host name without a port, such as mill.example", ExitCodes.Usage)
            : hosts;
    }
}
