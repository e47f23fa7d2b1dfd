using System.Text.RegularExpressions;

namespace Wasmill.Storage.Tests;

/// <summary>What the operating system refuses is told in words of our own, wherever it comes from.</summary>
public sealed partial class IoReasonTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("wasmill-reason-").FullName;

    public static TheoryData<string, string, string> Failures => new()
    {
        { "missing", "it does not exist", "missing does not exist" },
        { "none/missing", "its folder does not exist", "none/missing cannot be used: its folder does not exist" },
        { "folder", "it is a folder, not a file", "folder cannot be used: it is a folder, not a file" },
        { "file/below", "its folder does not exist", "file/below cannot be used: its folder does not exist" },
        { "circle", "its links go in a circle", "circle cannot be used: its links go in a circle" },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public void A_file_that_cannot_be_read_is_named_with_the_reason(string name, string reason, string sentence)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the numbers are those of Linux");
        Directory.CreateDirectory(In("folder"));
        File.WriteAllText(In("file"), "");
        File.CreateSymbolicLink(In("circle"), In("circle"));
        var error = Assert.ThrowsAny<Exception>(() => File.ReadAllText(In(name)));
        Assert.Equal((reason, In(sentence)), (IoReason.Of(error), IoReason.Sentence(error)));
    }

    [Fact]
    public void A_name_that_is_too_long_and_a_file_that_exists_are_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the numbers are those of Linux");
        var tooLong = Assert.ThrowsAny<IOException>(() => File.ReadAllText(In(new string('x', 300))));
        Assert.Contains("too long", IoReason.Of(tooLong), StringComparison.Ordinal);
        File.WriteAllText(In("there"), "");
        var exists = Assert.Throws<IOException>(() => new FileStream(In("there"), FileMode.CreateNew));
        Assert.Equal("it exists already", IoReason.Of(exists));
    }

    [Theory]
    [InlineData(1, "the operation is not permitted")]
    [InlineData(5, "the disk has failed (input/output error)")]
    [InlineData(13, "permission denied")]
    [InlineData(24, "too many open files; raise the limit with \"ulimit -n\"")]
    [InlineData(28, "the disk is full")]
    [InlineData(30, "the file system is read-only")]
    [InlineData(122, "the disk is full")]
    public void An_error_number_has_a_sentence_in_the_form_of_the_runtime_and_in_ours(int number, string reason)
    {
        var error = new IOException("Some text of the system : '/a/b'", number);
        Assert.EndsWith(reason, IoReason.Of(error), StringComparison.Ordinal);
        Assert.Matches($"^/a/b cannot be used: .*{Regex.Escape(reason)}$", IoReason.Sentence(error));
    }

    [Fact]
    public void A_denied_access_is_told_by_the_number_behind_it()
    {
        Assert.Equal("permission denied", IoReason.Of(new UnauthorizedAccessException("Access to the path '/x' is denied.")));
        var refused = new UnauthorizedAccessException("Access to the path '/x' is denied.", new IOException("Operation not permitted", 1));
        Assert.Equal("/x cannot be used: the operation is not permitted", IoReason.Sentence(refused));
    }

    [Fact]
    public void A_number_that_is_not_known_keeps_the_text_of_the_system_without_the_path()
    {
        var error = new IOException("Bad exchange : '/a b'", 52);
        Assert.Equal(("Bad exchange", "/a b cannot be used: Bad exchange"), (IoReason.Of(error), IoReason.Sentence(error)));
    }

    [Fact]
    public void Texts_of_our_own_stay_as_they_are()
    {
        Exception[] errors = [new IOException("ours"), new UnsafeFolderException("ours"), new InvalidOperationException("ours")];
        foreach (var error in errors)
            Assert.Equal(("ours", "ours"), (IoReason.Of(error), IoReason.Sentence(error)));
        Assert.Equal("/a: no room", IoReason.Sentence(new DiskFullException("/a: no room")));
    }

    // The kind: a handler of the system's failures that passes on the text of the exception.
    [Fact]
    public void No_source_shows_a_text_of_the_system_as_it_is()
    {
        var source = Path.Combine(FindRoot(), "src");
        var handlers = Directory.EnumerateFiles(source, "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => Handlers(Path.GetRelativePath(source, path), File.ReadAllText(path)))
            .ToList();
        Assert.True(handlers.Count >= 30, $"{handlers.Count} handlers");
        Assert.Empty(handlers.Where(Shows)
            .Select(handler => $"{handler.Path}: use {nameof(IoReason)} instead of {handler.Name}.Message"));
    }

    [Theory]
    [InlineData("catch (IOException error)\n{\n    Say(error.Message);\n}", true)]
    [InlineData("catch (Exception error) when (error is IOException or FlowException)\n{\n    Say($\"x: {error.Message}\");\n}", true)]
    [InlineData("catch (Exception bad)\n    when (FailedWrites.IsRefusal(bad))\n{\n    Say(bad.Message);\n}", true)]
    [InlineData("catch (IOException error)\n{\n    Say(IoReason.Of(error));\n}\nSay(error.Message);", false)]
    [InlineData("catch (FlowException error)\n{\n    Say(error.Message);\n}", false)]
    public void The_search_finds_what_shows_such_a_text_and_nothing_else(string source, bool shows)
        => Assert.Equal(shows, Handlers("x.cs", source).Any(Shows));

    private static IEnumerable<(string Path, string Name, string Body)> Handlers(string path, string source)
        => Handler().Matches(source).Select(handler => (path, handler.Groups["name"].Value, handler.Groups["body"].Value));

    private static bool Shows((string Path, string Name, string Body) handler)
        => handler.Body.Contains($"{handler.Name}.Message", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("the tests must run inside a checkout");
    }

    private string In(string name) => Path.Combine(_folder, name);

    // "catch (IOException error) ... {", or a filter that names IOException or IsRefusal, up to the brace at the same indentation.
    [GeneratedRegex(
        """
        ^(?<indent>[ ]*)catch\ \((?<type>\w+)\ (?<name>\w+)\)
        (?(?<=IOException\ \w+\)|UnauthorizedAccessException\ \w+\))[^{]*|[^{]*(?:IOException|UnauthorizedAccess|IsRefusal)[^{]*)
        \{(?<body>.*?)^\k<indent>\}
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Handler();
}
