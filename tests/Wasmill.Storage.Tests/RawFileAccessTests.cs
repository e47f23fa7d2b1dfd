using System.Text.RegularExpressions;

namespace Wasmill.Storage.Tests;

/// <summary>Files and folders are created by this project alone, private: what goes around it is found in the source.</summary>
public sealed partial class RawFileAccessTests
{
    // What belongs to the user keeps the user's own mode.
    private static readonly Dictionary<string, string> Allowed = new(StringComparer.Ordinal)
    {
        ["Wasmill.Apps/Templates/FileSet.cs"] = "the files of \"wasmill new\", in the user's project",
        ["Wasmill.Apps/Building/ModuleFile.cs"] = "built modules, in the user's project",
        ["Wasmill/Commands/Shell/ManualCommand.cs"] = "manual pages and reference, for a package or a checkout",
        ["Wasmill/Commands/SeeItWork/DemoScript.cs"] = "the app of the demo, below a temporary folder of mode 0700",
        // SQLite opens by name what PrivateFiles.CreateEmpty has created.
        ["Wasmill.Functions/Databases/SqliteOpening.cs"] = "the database",
        // Files that are replaced by rename in a folder that is private, and were created private.
        ["Wasmill.Functions/Caching/ArtifactCache.cs"] = "renames in the cache",
        ["Wasmill.Apps/Serving/ComponentLogFile.cs"] = "the rotation of a component's log",
        ["Wasmill.Server/Processes/ProcessLog.cs"] = "the rotation of the log",
        ["Wasmill.Client/Home/BrokerFolder.cs"] = "the removal of a broker",
        ["Wasmill.Broker.Log/Disk/FolderDisk.cs"] = "renames in the log's folder",
    };

    [Fact]
    public void Only_the_storage_project_and_writers_of_the_users_own_files_create_files()
    {
        var source = Path.Combine(FindRoot(), "src");
        var found = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(source, path).Replace('\\', '/'))
            .Where(name => !name.StartsWith("Wasmill.Storage/", StringComparison.Ordinal))
            .SelectMany(name =>
                File.ReadLines(Path.Combine(source, name)).Select((line, index) => (Name: name, Number: index + 1, Line: line)))
            .Where(place => Creates(place.Line))
            .ToList();

        var wrong = found.Where(place => !Allowed.ContainsKey(place.Name))
            .Select(place => $"{place.Name}:{place.Number}: {place.Line.Trim()}")
            .ToList();
        Assert.True(wrong.Count == 0, $"use Wasmill.Storage, so that nobody else can read the file:\n{string.Join('\n', wrong)}");
        Assert.Equal(
            Allowed.Keys.Where(name => File.Exists(Path.Combine(source, name))).Order(StringComparer.Ordinal),
            found.Select(place => place.Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("File.WriteAllText(path, text);", true)]
    [InlineData("await File.AppendAllLinesAsync(path, lines);", true)]
    [InlineData("using var file = File.OpenHandle(path, FileMode.Create);", true)]
    [InlineData("new FileStream(path, FileMode.Append)", true)]
    [InlineData("new FileStream(path, FileMode.Open, FileAccess.Read)", false)]
    [InlineData("File.OpenHandle(path, FileMode.Open, FileAccess.Read)", false)]
    [InlineData("File.OpenHandle(path) : other", false)]
    [InlineData("return new FileStream(handle, FileAccess.Read);", false)]
    [InlineData("MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 8)", false)]
    [InlineData("MemoryMappedFile.CreateFromFile(path, FileMode.Create)", true)]
    [InlineData("Directory.CreateDirectory(path);", true)]
    [InlineData("Directory.CreateTempSubdirectory(\"x\")", true)]
    [InlineData("Path.GetTempFileName()", true)]
    [InlineData("new StreamWriter(path, append: true)", true)]
    [InlineData("new StreamWriter(stream, leaveOpen: true)", false)]
    [InlineData("file.CopyTo(other)", true)]
    [InlineData("File.ReadAllText(path)", false)]
    [InlineData("segment.File.Write(header, 0);", false)]
    public void The_search_finds_what_creates_files_and_nothing_else(string line, bool creates) => Assert.Equal(creates, Creates(line));

    private static bool Creates(string line) => Creating().IsMatch(line) && !Reading().IsMatch(line);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests must run inside a checkout");
    }

    [GeneratedRegex(
        """
        (?<![\w.])(System\.IO\.)?(
            File\.(WriteAll|AppendAll|AppendText|Create|Open\(|OpenWrite|OpenHandle|Move|Copy|Replace)
            |Directory\.(Create|Move)
            |Path\.GetTempFileName
            |new\ FileStream\(
            |new\ StreamWriter\((path|file|name|Path\.|")
            |new\ (FileInfo|DirectoryInfo)\([^)]*\)+\.(Create|OpenWrite|Open\(|CopyTo|MoveTo|AppendText)
            |ZipFile\.|TarFile\.|MemoryMappedFile\.CreateFromFile\(path
            |new\ SqliteConnection\()
        |\.(CopyTo\((other|target|path)|ExtractToFile|ExtractToDirectory|CreateSubdirectory)\b
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Creating();

    [GeneratedRegex(
        @"FileMode\.Open, FileAccess\.Read\b|File\.OpenHandle\(\w+\)|new FileStream\(handle, FileAccess\.Read\)|CreateFromFile\(path, FileMode\.Open\b")]
    private static partial Regex Reading();
}
