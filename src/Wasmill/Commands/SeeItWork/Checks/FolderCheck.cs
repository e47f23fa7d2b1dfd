using Wasmill.Storage;

namespace Wasmill.Commands.SeeItWork.Checks;

// Tested by: MachineCheckTests
/// <summary>Whether a folder of Wasmill belongs to this user, and nobody else can use it.</summary>
/// <param name="folder">The folder, which need not exist.</param>
/// <param name="purpose">What the folder is for.</param>
/// <param name="setting">The environment variable that sets another folder.</param>
internal sealed class FolderCheck(string folder, string purpose, string setting) : IMachineCheck
{
    /// <inheritdoc />
    public string Name => "folder";

    /// <inheritdoc />
    public Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var exists = Directory.Exists(folder);
            return Task.FromResult(Judge(folder, purpose, setting, exists, exists ? PrivateFolders.FindOpen(folder) : null));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult(
                CheckResult.Problem($"{folder} ({purpose}) cannot be read: {IoReason.Of(error)}", $"set another folder with {setting}"));
        }
    }

    /// <summary>Judges a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="setting">The environment variable that sets another folder.</param>
    /// <param name="exists">Indicates whether it exists.</param>
    /// <param name="open">The first path in it that others can use; null if there is none.</param>
    internal static CheckResult Judge(string folder, string purpose, string setting, bool exists, OpenPath? open)
    {
        if (!exists)
            return CheckResult.Ok($"{folder} ({purpose}) does not exist yet");
        if (open is not { } found)
            return CheckResult.Ok($"{folder} ({purpose}) is accessible to you only");
        return found.Owner is { } owner
            ? CheckResult.Problem(
                $"{found.Path} belongs to another user (id {owner})", $"change its owner, remove it, or set another folder with {setting}")
            : CheckResult.Problem($"{found.Path} is accessible to other users", $"chmod -R go= {folder}");
    }
}
