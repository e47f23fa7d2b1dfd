using System.CommandLine;
using Wasmill.Errors;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Options;

/// <summary>The options that say where the secrets of a target are: <c>--password-file</c> and <c>--password-env</c> for a password.</summary>
internal sealed class SecretOptions
{
    private readonly Dictionary<SpecKey, (Option<string?> File, Option<string?> Variable)> _options;

    /// <summary>Adds them to a command.</summary>
    public SecretOptions(Command command, ITargetKind kind)
    {
        _options = kind.Keys.Where(key => key.Secret == SecretRule.Value).ToDictionary(key => key, key => (
            new Option<string?>($"--{ShortName(key)}-file") { HelpName = "FILE", Description = $"{key.Description}, read from a file each time the flow is loaded" },
            new Option<string?>($"--{ShortName(key)}-env") { HelpName = "NAME", Description = $"{key.Description}, from an environment variable of the broker's process" }));
        foreach (var (file, variable) in _options.Values)
        {
            command.Add(file);
            command.Add(variable);
        }
    }

    /// <summary>Reads them, and warns of secrets that stand on the command line itself.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="spec">The other settings.</param>
    /// <param name="terminal">Gets the warnings.</param>
    /// <exception cref="UserErrorException">A secret is given in two ways, or its file does not exist.</exception>
    public Dictionary<string, SecretReference> Read(ParseResult parsed, IReadOnlyDictionary<string, string> spec, ITerminal terminal)
    {
        var secrets = new Dictionary<string, SecretReference>(StringComparer.Ordinal);
        foreach (var (key, (file, variable)) in _options)
        {
            var (path, name, isInline) = (parsed.GetValue(file), parsed.GetValue(variable), spec.ContainsKey(key.Name));
            if ((path is null ? 0 : 1) + (name is null ? 0 : 1) + (isInline ? 1 : 0) > 1)
                throw new UserErrorException($"give one of --{key.Name}, {file.Name} and {variable.Name}", ExitCodes.Usage);
            if (isInline)
                terminal.Error.WriteLine($"Warning: other users of this machine can see --{key.Name} in the list of processes, and it is stored in the flow file: use {file.Name} or {variable.Name}.");
            // The broker's process has another working folder.
            if (path is not null)
                secrets[key.Name] = new SecretReference(SecretSource.File, File.Exists(path) ? Path.GetFullPath(path) : throw new UserErrorException($"{path} does not exist"));
            if (name is not null)
                secrets[key.Name] = new SecretReference(SecretSource.Environment, name);
        }

        return secrets;
    }

    private static string ShortName(SpecKey key) => key.Name[(key.Name.LastIndexOf('.') + 1)..];
}
