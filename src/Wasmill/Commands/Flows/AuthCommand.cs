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
    private readonly Option<string?> _broker = SharedOptions.BrokerOption();

    private readonly Confirmation? _confirmation;
    private readonly OutputOption _output = SharedOptions.OutputOption();

    private AuthCommand(CommandContext context, string action, string description) : base(context, action, description)
    {
        _action = action;
        if (action != "list")
            Add(_name);
        if (action == "add")
            Add(_basic);
        Add(_broker);
        if (action == "remove")
            _confirmation = new Confirmation(this);
        Add(_output);
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

    protected override async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var folder = Context.RequireBroker(parsed.GetValue(_broker));
        var asJson = OutputOption.IsJson(parsed);
        switch (_action)
        {
            case "add":
                Add(folder, parsed.GetValue(_name)!, parsed.GetValue(_basic), asJson);
                break;
            case "list":
                List(folder, asJson);
                break;
            default:
                Require(folder, parsed.GetValue(_name)!);
                await _confirmation!.RequireAsync(
                    parsed,
                    Terminal,
                    $"Remove credential {parsed.GetValue(_name)}? Its secret cannot be created again.",
                    cancellationToken);
                Remove(folder, parsed.GetValue(_name)!, asJson);
                break;
        }

        return ExitCodes.Success;
    }

    private void Add(BrokerFolder folder, string name, bool isBasic, bool asJson)
    {
        if (name.Length == 0 || name.Contains(':', StringComparison.Ordinal) || name.Any(char.IsControl))
            throw new UserErrorException($"\"{name}\" is not a valid credential name; use visible characters without a colon",
                ExitCodes.Usage);
        if (folder.Credentials.Read().Any(credential => credential.Name == name))
            throw new UserErrorException($"there is a credential \"{name}\" already: remove it with \"wasmill auth remove {name}\"");
        var secret = folder.Credentials.Add(name, isBasic, Context.Time.GetUtcNow());
        if (asJson)
        {
            JsonOutput.Write(
                Terminal, RowOf(folder.Credentials.Read().Single(credential => credential.Name == name), secret),
                FlowsJson.Default.CredentialRow);
            return;
        }

        Terminal.Out.WriteLine(secret);
        Terminal.Error.WriteLine(isBasic
            ? $"Password of the user \"{name}\", shown only once: curl -u '{name}:PASSWORD' ..."
            : "Bearer token, shown only once: curl -H 'authorization: Bearer TOKEN' ...");
    }

    private static CredentialRow RowOf(Credential credential, string? secret = null)
        => new(credential.Name, credential.Kind, credential.Created, secret);

    private void List(BrokerFolder folder, bool asJson)
    {
        if (asJson)
        {
            JsonOutput.Write(
                Terminal, [.. folder.Credentials.Read().Select(credential => RowOf(credential))], FlowsJson.Default.CredentialRowArray);
            return;
        }

        var table = new TextTable("Name", "Kind", "Created");
        foreach (var credential in folder.Credentials.Read())
            table.Add(
                credential.Name, credential.Kind, credential.Created.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (table.Count == 0)
            Terminal.Out.WriteLine("No credentials: events need no authentication");
        table.Write(Terminal);
    }

    private static void Require(BrokerFolder folder, string name)
    {
        var names = folder.Credentials.Read().Select(credential => credential.Name).ToList();
        if (!names.Contains(name))
            throw new UserErrorException(FlowEditor.Unknown("credential", name, names));
    }

    private void Remove(BrokerFolder folder, string name, bool asJson)
    {
        folder.Credentials.Remove(name);
        if (asJson)
        {
            JsonOutput.Write(Terminal, new DeletedRow("credential", [name], []), FlowsJson.Default.DeletedRow);
            return;
        }

        Terminal.Out.WriteLine($"Removed credential {name}");
        if (folder.Credentials.Read().Count == 0)
            Terminal.Error.WriteLine("That was the last credential: events need no authentication now");
    }
}
