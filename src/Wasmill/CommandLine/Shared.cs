using System.CommandLine;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Errors;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Naming;

namespace Wasmill.CommandLine;

/// <summary>Options and look-ups that many commands share.</summary>
internal static class Shared
{
    /// <summary><c>-o json</c>.</summary>
    public static Option<string> OutputOption()
    {
        var option = new Option<string>("--output", "-o") { Description = "text or json", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }

    /// <summary>An optional broker name as the first argument.</summary>
    public static Argument<string?> BrokerArgument() => new("broker") { Arity = ArgumentArity.ZeroOrOne, Description = "the broker's name; the current broker when it is not given" };

    /// <summary>A connection to a broker that runs.</summary>
    /// <param name="name">Its name, or null for the current one.</param>
    /// <exception cref="UserErrorException">There is none, or it is stopped.</exception>
    public static AdminClient Connect(string? name)
    {
        var folder = RequireBroker(name);
        return AdminClient.TryConnect(folder) ?? throw new UserErrorException($"the broker \"{folder.Name}\" is stopped: start it with \"wasmill start {folder.Name}\"");
    }

    /// <summary>The folder of a broker that exists.</summary>
    /// <param name="name">Its name, or null for the current one.</param>
    /// <exception cref="UserErrorException">There is none.</exception>
    public static BrokerFolder RequireBroker(string? name)
    {
        var home = WasmillHome.OfUser();
        var wanted = name ?? home.Current ?? throw new UserErrorException("there is no broker yet: make one with \"wasmill create broker NAME\"");
        if (ComponentNames.IsValid(wanted) && home.Folder(wanted) is { Exists: true } folder)
            return folder;
        throw new UserErrorException(FlowEditor.Unknown("broker", wanted, home.Brokers()));
    }
}
