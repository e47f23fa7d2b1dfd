using System.CommandLine;
using System.Globalization;
using Wasmill.Client.Home;
using Wasmill.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Files.Writing;
using Wasmill.Output;

namespace Wasmill.Commands.Flows;

/// <summary><c>wasmill auth add|list|remove</c>: manages the credentials of a broker's producers.</summary>
internal sealed class AuthCommand : WasmillCommand
{
    private readonly string _action;
    private readonly Argument<string> _name = new("name") { Description = "the credential's name; for a password, also the user name" };
    private readonly Option<bool> _basic = new("--basic")
    {
        Description = "create a password for basic authentication instead of a bearer token",
    };
    private readonly Option<string?> _broker = new("--broker") { Description = "the broker's name (default: the current broker)" };

    private AuthCommand(CommandContext context, string action, string description) : base(context, action, description)
    {
        _action = action;
        if (action != "list")
            Add(_name);
        if (action == "add")
            Add(_basic);
        Add(_broker);
    }

    public override IReadOnlyList<string> Examples => _action switch
    {
        "add" => ["wasmill auth add shop", "wasmill auth add shop --basic"],
        "list" => ["wasmill auth list"],
        _ => ["wasmill auth remove shop"],
    };

    /// <summary>Creates the command with a subcommand for each action.</summary>
    public static Command Create(CommandContext context) => new("auth", "Manage the credentials of a broker's producers")
    {
        new AuthCommand(context, "add", "Create a credential; every event needs one from then on"),
        new AuthCommand(context, "list", "List the credentials, without their secrets"),
        new AuthCommand(context, "remove", "Revoke a credential, effective immediately"),
    };

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        switch (_action)
        {
            case "add":
                Add(folder, parsed.GetValue(_name)!, parsed.GetValue(_basic));
                break;
            case "list":
                List(folder);
                break;
            default:
                Remove(folder, parsed.GetValue(_name)!);
                break;
        }

        return Task.FromResult(ExitCodes.Success);
    }

    private void Add(BrokerFolder folder, string name, bool isBasic)
    {
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
            throw new UserErrorException($"\"{name}\" is not a valid credential name; use visible characters without a colon",
                ExitCodes.Usage);
        if (folder.Credentials.Read().Any(credential => credential.Name == name))
            throw new UserErrorException($"there is a credential \"{name}\" already: remove it with \"wasmill auth remove {name}\"");
        var secret = folder.Credentials.Add(name, isBasic, Context.Time.GetUtcNow());
        Terminal.Out.WriteLine(secret);
        Terminal.Error.WriteLine(isBasic
            ? $"Password of the user \"{name}\", shown only once: curl -u '{name}:PASSWORD' ..."
            : "Bearer token, shown only once: curl -H 'authorization: Bearer TOKEN' ...");
    }

    private void List(BrokerFolder folder)
    {
        var table = new TextTable("Name", "Kind", "Created");
        foreach (var credential in folder.Credentials.Read())
            table.Add(
                credential.Name, credential.Kind, credential.Created.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (table.Count == 0)
            Terminal.Out.WriteLine("No credentials: events need no authentication");
        table.Write(Terminal);
    }

    private void Remove(BrokerFolder folder, string name)
    {
        if (!folder.Credentials.Remove(name))
            throw new UserErrorException(
                FlowEditor.Unknown("credential", name, folder.Credentials.Read().Select(credential => credential.Name)));
        Terminal.Out.WriteLine($"Removed credential {name}");
        if (folder.Credentials.Read().Count == 0)
            Terminal.Error.WriteLine("That was the last credential: events need no authentication now");
    }
}
