using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Writing;
using Wasmill.Storage;

namespace Wasmill.Client.Home;

/// <summary>The folder of one broker: its settings, its flow, its token, its logs.</summary>
public sealed class BrokerFolder(string name, string path)
{
    // No broker's name begins with a dot.
    private const string DeletedPrefix = ".deleted-";
    private const int TokenBytes = 32;

    // EWOULDBLOCK, and ERROR_SHARING_VIOLATION: another process holds the lock. Anything else is an error of its own.
    private const int HeldOnLinux = 11;
    private const int HeldOnMac = 35;
    private const int HeldOnWindows = unchecked((int)0x80070020);

    /// <summary>The broker's name.</summary>
    public string Name { get; } = name;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>Indicates whether the broker exists.</summary>
    public bool Exists => File.Exists(SettingsPath);

    /// <summary>The flow file in the folder.</summary>
    public string FlowPath => System.IO.Path.Combine(Path, "flow.yaml");

    /// <summary>The log of the broker's process.</summary>
    public string LogPath => System.IO.Path.Combine(Path, "logs", "broker.log");

    /// <summary>The state folder for targets and sources.</summary>
    public string StateFolder => System.IO.Path.Combine(Path, "state");

    /// <summary>The credentials of producers.</summary>
    public CredentialFile Credentials => new(System.IO.Path.Combine(Path, "credentials.json"));

    /// <summary>The folder with the files of the log engine.</summary>
    public string LogFolder => System.IO.Path.Combine(Path, "log");

    private string SettingsPath => System.IO.Path.Combine(Path, "broker.json");

    private string TokenPath => System.IO.Path.Combine(Path, "token");

    private string ProcessPath => System.IO.Path.Combine(Path, "process.json");

    private string LinkPath => System.IO.Path.Combine(Path, "process.link");

    private string LockPath => System.IO.Path.Combine(Path, "process.lock");

    private string EditLockPath => System.IO.Path.Combine(Path, "edit.lock");

    /// <summary>Removes other users' access to an existing folder, to its home, and to the home's own file.</summary>
    /// <returns>The number of files and folders that other users could access.</returns>
    /// <exception cref="UnsafeFolderException">One of them is a symbolic link or belongs to another user.</exception>
    /// <exception cref="IOException">The system reports an error.</exception>
    public int Tighten()
    {
        var home = System.IO.Path.GetDirectoryName(Path)!;
        var count = Directory.Exists(home) ? PrivateFolders.Tighten(home, recursive: false, WasmillHome.Variable) : 0;
        count += PrivateFolders.TightenFile(System.IO.Path.Combine(home, WasmillHome.ContextFile), WasmillHome.Variable);
        return Directory.Exists(Path) ? count + PrivateFolders.Tighten(Path, recursive: true, WasmillHome.Variable) : count;
    }

    /// <summary>Creates the folder if it is missing, in a home that other users cannot access.</summary>
    /// <exception cref="UnsafeFolderException">The home is a symbolic link or belongs to another user.</exception>
    /// <exception cref="IOException">The system reports an error.</exception>
    public void Prepare()
    {
        if (Directory.Exists(Path))
            return;
        Tighten();
        PrivateFiles.CreateFolder(Path);
    }

    /// <summary>Creates the folder, with a flow that contains only the broker.</summary>
    public void Create(BrokerSettings settings)
    {
        Prepare();
        PrivateFiles.CreateFolder(System.IO.Path.GetDirectoryName(LogPath)!);
        if (settings.Source is null && !settings.FlowFromInput)
            AtomicFile.Write(FlowPath, FlowEditor.NewFlow(Name).ToString());
        Complete(settings);
    }

    /// <summary>
    /// Replaces the settings of a broker and keeps its flow; creates the broker if it does not exist. Unchanged settings are not written
    /// again, because a write needs room on the disk.
    /// </summary>
    /// <exception cref="IOException">The system reports an error.</exception>
    public void Update(BrokerSettings settings)
    {
        if (!Exists)
            Create(settings);
        // Compares the text: lists have reference equality.
        else if (TextOf(ReadSettings() with { Created = settings.Created }) != TextOf(settings))
            Complete(settings);
    }

    // Also adds the files that an older version did not create.
    private void Complete(BrokerSettings settings)
    {
        PrivateFiles.CreateFolder(System.IO.Path.GetDirectoryName(LogPath)!);
        if (!File.Exists(TokenPath))
            AtomicFile.Write(TokenPath, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes)));
        // Last: the broker exists once its settings do.
        AtomicFile.Write(SettingsPath, TextOf(settings));
    }

    /// <summary>Reads the broker's settings.</summary>
    /// <exception cref="IOException">The file cannot be read, or is damaged.</exception>
    public BrokerSettings ReadSettings() => HomeFile.Read(SettingsPath, HomeJson.Default.BrokerSettings);

    /// <summary>Reads the token of the admin API.</summary>
    public string ReadToken() => File.ReadAllText(TokenPath).Trim();

    /// <summary>Reads the flow's text, from the folder's own file or from the files that the broker follows.</summary>
    /// <exception cref="Wasmill.Flows.Files.FlowException">A followed file is missing.</exception>
    public FlowText ReadFlow() => ReadListing().Text;

    /// <summary>Reads the flow's text with the names of its files.</summary>
    /// <exception cref="Wasmill.Flows.Files.FlowException">A followed file is missing.</exception>
    public FlowListing ReadListing() => (ReadSettings().Source ?? new FlowSource([FlowPath])).Read();

    /// <summary>Replaces the flow's text.</summary>
    public void WriteFlow(FlowText text) => AtomicFile.Write(FlowPath, text.ToString());

    /// <summary>
    /// Locks the folder for a serving process; returns null when another process has the lock.
    /// The operating system releases the lock when the process ends, even after a crash.
    /// </summary>
    public FileStream? TryLock() => TryOpen(LockPath);

    /// <summary>Indicates whether a process is serving this broker.</summary>
    public bool IsLocked()
    {
        if (!Directory.Exists(Path))
            return false;
        using var taken = TryLock();
        return taken is null;
    }

    /// <summary>Locks the folder for an edit while no process is serving it; waits for another edit to finish.</summary>
    public async Task<FileStream> LockForEditAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryOpen(EditLockPath) is { } taken)
                return taken;
            // A file lock cannot be awaited; edits take milliseconds.
            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Records the process that is serving from now on.</summary>
    public void WriteProcess(RunningProcess process)
        => AtomicFile.Write(ProcessPath, JsonSerializer.Serialize(process, HomeJson.Default.RunningProcess));

    /// <summary>
    /// Records the serving process in the target of a symbolic link, <c>ID.INSTANCE</c>: a short one is stored in the file system's own
    /// tables and needs no room on a full disk. The address is the one in the settings.
    /// </summary>
    public void LinkProcess(RunningProcess process)
    {
        File.Delete(LinkPath);
        File.CreateSymbolicLink(LinkPath, string.Create(CultureInfo.InvariantCulture, $"{process.ProcessId}.{process.Instance}"));
    }

    /// <summary>Removes the record of the serving process.</summary>
    public void ClearProcess()
    {
        File.Delete(ProcessPath);
        File.Delete(LinkPath);
    }

    /// <summary>
    /// Finds the serving process; returns null if none. The lock decides: a file that was left behind by a crash is ignored.
    /// </summary>
    public RunningProcess? FindProcess()
    {
        if (!IsLocked())
            return null;
        try
        {
            return HomeFile.Read(ProcessPath, HomeJson.Default.RunningProcess);
        }
        catch (FileNotFoundException)
        {
            // The process is starting or stopping, or the disk was full when it wrote the record.
            return FindLinked();
        }
    }

    /// <summary>
    /// Deletes the folder and its contents: (1) rename it first, so that a crash or a power failure leaves the whole broker or nothing;
    /// (2) then delete it file by file, with the remains of an interrupted deletion.
    /// </summary>
    /// <exception cref="IOException">The system reports an error.</exception>
    public void Delete()
    {
        var home = System.IO.Path.GetDirectoryName(Path)!;

        // 1
        Directory.Move(Path, System.IO.Path.Combine(home, $"{DeletedPrefix}{Guid.NewGuid():N}"[..(DeletedPrefix.Length + 8)]));
        DurableFiles.FlushNames(home);

        // 2
        foreach (var deleted in Directory.GetDirectories(home, DeletedPrefix + "*"))
            Directory.Delete(deleted, recursive: true);
        DurableFiles.FlushNames(home);
    }

    private RunningProcess? FindLinked()
        => new FileInfo(LinkPath).LinkTarget?.Split('.') is [var id, var instance]
            && int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new RunningProcess(number, ReadSettings().LocalUrl(), instance)
            : null;

    private static string TextOf(BrokerSettings settings) => JsonSerializer.Serialize(settings, HomeJson.Default.BrokerSettings);

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            return null;
        }
    }
}
