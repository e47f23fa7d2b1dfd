using System.Text;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Storage;

namespace Wasmill.Flows.Running;

/// <summary>Puts the secrets that a component refers to into its settings, each time a flow is applied.</summary>
internal static class SecretResolver
{
    // A password, a token or a key; a larger file is another file.
    private const int MostBytes = 64 << 10;

    /// <summary>Reads the secrets.</summary>
    /// <param name="config">The component as it was written.</param>
    /// <param name="environment">What relative paths are relative to, and where warnings go.</param>
    /// <returns>The component with its secrets in its settings.</returns>
    /// <exception cref="FlowException">A file or variable is missing, empty, or cannot be read; with its place in the flow file.</exception>
    public static ComponentConfig Resolve(ComponentConfig config, ComponentEnvironment environment)
    {
        var errors = new List<FlowError>();
        var spec = config.Spec.ReplaceSecrets((path, secret) =>
        {
            if (secret.Source == SecretSource.Inline)
                return secret;
            var (value, problem) = secret.Source == SecretSource.File ? ReadFile(config.Name, secret.Text, environment) : ReadVariable(secret.Text);
            if (problem is not null)
                errors.Add(new FlowError(secret.Place.Line, secret.Place.Column, $"{config.Kind} {config.Name}: {path}: {problem}"));
            return new SecretValue(SecretSource.Inline, value) { Place = secret.Place };
        });
        return errors.Count == 0 ? config with { Spec = spec } : throw new FlowException(errors);
    }

    private static (string Value, string? Problem) ReadVariable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? (value, null)
            : ("", $"the environment variable {name} is not set in the broker's process; set it and start the broker again");

    private static (string Value, string? Problem) ReadFile(string component, string name, ComponentEnvironment environment)
    {
        var path = environment.PathOf(name);
        try
        {
            if (RegularFile.Explain(RegularFile.KindOf(HostPaths.Resolve(path) ?? path)) is { } reason)
                return ("", $"{path} {reason}");
            using var file = RegularFile.TryOpen(path);
            if (file is null)
                return ("", $"{path} is not a regular file");
            if (RandomAccess.GetLength(file) > MostBytes)
                return ("", FormattableString.Invariant($"{path} has more than {MostBytes} bytes and is not a secret"));
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead))
                environment.Logs.CreateLogger(component).SecretReadable(path, $"chmod 600 {path}");
            var bytes = new byte[MostBytes];
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
            var value = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return value.Length > 0 ? (value, null) : ("", $"{path} is empty");
        }
        catch (DecoderFallbackException)
        {
            return ("", $"{path} is not UTF-8 text");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ("", $"{path} cannot be read: {error.Message}");
        }
    }
}
