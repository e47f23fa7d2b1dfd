using System.Text;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Flows.Running;

/// <summary>Resolves the secrets that the settings of a component refer to, each time a flow is applied.</summary>
internal static class SecretResolver
{
    // Enough for a password, token or key; a larger file is not a secret.
    private const int MostBytes = 64 << 10;

    /// <summary>Resolves the secrets.</summary>
    /// <param name="config">The component as written.</param>
    /// <param name="environment">Provides the base folder of relative paths and the log for warnings.</param>
    /// <returns>The component with the secrets in its settings.</returns>
    /// <exception cref="FlowException">A file or variable is missing, empty, or cannot be read. The error has its place in the flow
    /// file.</exception>
    public static ComponentConfig Resolve(ComponentConfig config, ComponentEnvironment environment)
    {
        var errors = new List<FlowError>();
        var spec = config.Spec.ReplaceSecrets((path, secret) =>
        {
            if (secret.Source == SecretSource.Inline)
                return secret;
            var (value, problem) = secret.Source == SecretSource.File
                ? ReadFile(config.Name, secret.Text, environment)
                : ReadVariable(secret.Text);
            if (problem is not null)
                errors.Add(new FlowError(secret.Place.Line, secret.Place.Column, $"{config.Kind} {config.Name}: {path}: {problem}"));
            return new SecretValue(SecretSource.Inline, value) { Place = secret.Place };
        });
        return errors.Count == 0 ? config with { Spec = spec } : throw new FlowException(errors);
    }

    private static (string Value, string? Problem) ReadVariable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? (value, null)
            : ("", $"the environment variable {name} is not set in the broker's process; set it and restart the broker");

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
                return ("", FormattableString.Invariant($"{path} is not a valid secret; it must have at most {MostBytes} bytes"));
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file).HasFlag(UnixFileMode.OtherRead))
                environment.Logs.CreateLogger(component).SecretReadable(path, $"chmod 600 {path}");
            var bytes = new byte[MostBytes];
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, RandomAccess.Read(file, bytes, 0));
            var value = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
            return value.Length > 0 ? (value, null) : ("", $"{path} is empty");
        }
        catch (DecoderFallbackException)
        {
            return ("", $"{path} is not valid UTF-8");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ("", $"{path} cannot be read: {IoReason.Of(error)}");
        }
    }
}
