using System.Text;
using Wasmill.Flows.Files;
using Wasmill.Flows.Kinds;
using Wasmill.Flows.Model;
using Wasmill.Storage;

namespace Wasmill.Flows.Running;

/// <summary>Puts the secrets that a target refers to into its settings, each time a flow is applied.</summary>
internal static class SecretResolver
{
    // A password, a token or a key; a larger file is another file.
    private const int MostBytes = 64 << 10;

    /// <summary>Reads the secrets.</summary>
    /// <param name="config">The target as it was written.</param>
    /// <param name="environment">What relative paths are relative to, and where warnings go.</param>
    /// <returns>The target with its secrets among its settings.</returns>
    /// <exception cref="FlowException">A file or variable is missing, empty, or cannot be read; with its place in the flow file.</exception>
    public static TargetConfig Resolve(TargetConfig config, TargetEnvironment environment)
    {
        if (config.Secrets.Values.All(reference => reference.Source == SecretSource.Inline))
            return config;
        var spec = new Dictionary<string, string>(config.Spec, StringComparer.Ordinal);
        var errors = new List<FlowError>();
        foreach (var (key, reference) in config.Secrets.Where(pair => pair.Value.Source != SecretSource.Inline))
        {
            var (value, problem) = reference.Source == SecretSource.File ? ReadFile(config.Name, reference.Name, environment) : ReadVariable(reference.Name);
            if (problem is not null)
                errors.Add(new FlowError(reference.Line, reference.Column, $"{config.Kind} {config.Name}: {key}: {problem}"));
            else
                spec[key] = value;
        }

        return errors.Count == 0 ? config with { Spec = spec } : throw new FlowException(errors);
    }

    private static (string Value, string? Problem) ReadVariable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? (value, null)
            : ("", $"the environment variable {name} is not set in the broker's process; set it and start the broker again");

    private static (string Value, string? Problem) ReadFile(string target, string name, TargetEnvironment environment)
    {
        var path = Path.GetFullPath(Path.Combine(environment.BaseFolder, name));
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
                environment.Log(target, $"warning: every user of this machine can read {path}: run \"chmod 600 {path}\"");
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
