using System.Security.Cryptography;
using Wasmill.Apps;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Settings;
using Wasmill.Functions;
using Wasmill.Storage;

namespace Wasmill.Connectors.Functions;

// Tested by: FunctionTargetTests
/// <summary>
/// An app at the time of its loading. Its modules are copied by their SHA-256 to the broker's state folder and loaded from there, so
/// that the hashed bytes are the ones that run, even if the files change meanwhile.
/// </summary>
/// <param name="App">The loaded app.</param>
/// <param name="Stamp">The state of its files.</param>
/// <param name="Copies">The copies of its modules.</param>
/// <param name="Failures">Counts copies that cannot be written or deleted.</param>
internal sealed record AppSnapshot(AppRuntime App, FileStamp Stamp, IReadOnlyList<string> Copies, FailedWrites Failures)
{
    /// <summary>Loads an app.</summary>
    public static async Task<AppSnapshot> LoadAsync(
        (string Name, string From) target,
        string copyFolder,
        IFunctionHost host,
        FailedWrites failures,
        CancellationToken cancellationToken)
    {
        var model = AppLocator.Locate(target.From);
        var files = model.Components.Select(component => AppRuntime.ModulePath(model, component)).ToList();
        if (model.ManifestPath is { } manifest)
            files.Add(manifest);
        // Before the files are read, so that a change during the read shows as a difference afterwards.
        var stamp = FileStamp.Take(files);

        var components = new List<ComponentModel>();
        var copies = new List<string>();
        foreach (var component in model.Components)
        {
            var copy = await TryCopyAsync(model, component, copyFolder, failures, cancellationToken);
            components.Add(copy is null ? component : component with { Source = copy });
            if (copy is not null)
                copies.Add(copy);
        }

        var copied = model with { Components = components };
        var settings = AppSettings.Default with { Owner = target.Name };
        return new AppSnapshot(await AppRuntime.LoadAsync(copied, host, settings, cancellationToken), stamp, copies, failures);
    }

    /// <summary>Deletes the copies of an unloaded app, except those that its successor uses.</summary>
    public void RemoveCopies(AppSnapshot? successor)
    {
        foreach (var copy in Copies.Except(successor?.Copies ?? []))
            Failures.Try(WriteKind.CacheEntry, () => File.Delete(copy));
    }

    // A module without a copy keeps its path. If it cannot be read, loading reports that with all other errors
    // of the app; if it could not be copied, such as on a full disk, the stamp detects a change.
    private static async Task<string?> TryCopyAsync(
        AppModel app, ComponentModel component, string folder, FailedWrites failures, CancellationToken cancellationToken)
    {
        try
        {
            return await CopyAsync(app, component, folder, cancellationToken);
        }
        catch (IOException error) when (DiskErrors.IsFull(error) || DiskErrors.IsBroken(error))
        {
            failures.Note(WriteKind.CacheEntry, error);
            return null;
        }
    }

    // Null when the module cannot be read.
    private static async Task<string?> CopyAsync(AppModel app, ComponentModel component, string folder, CancellationToken cancellationToken)
    {
        if (component.Source.Length == 0 || AppModules.Explain(app, component) is not null)
            return null;
        var bytes = AppModules.Read(app, component);
        PrivateFiles.CreateFolder(folder);
        var copy = Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(bytes)) + ".wasm");
        // After a power failure or on a bad disk, a file may not have the content of its name.
        if (!File.Exists(copy) || !await HasContentAsync(copy, bytes, cancellationToken))
            AtomicFile.Write(copy, bytes);
        return copy;
    }

    private static async Task<bool> HasContentAsync(string path, byte[] content, CancellationToken cancellationToken)
        => new FileInfo(path).Length == content.Length
            && (await File.ReadAllBytesAsync(path, cancellationToken)).AsSpan().SequenceEqual(content);
}
