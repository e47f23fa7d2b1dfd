using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Wasmill.Architecture;

/// <summary>docs/logs.md has every message that the assemblies can log, and no number means two things.</summary>
public sealed partial class LogPageTests
{
    private const string Attribute = "Microsoft.Extensions.Logging.LoggerMessageAttribute";
    private static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];

    [Fact]
    public void No_event_id_and_no_name_is_used_twice()
    {
        var messages = Messages();
        Assert.True(messages.Count >= 30, $"{messages.Count} messages");
        Assert.Equal(messages.Count, messages.Select(message => message.Id).Distinct().Count());
        Assert.Equal(messages.Count, messages.Select(message => message.Name).Distinct().Count());
    }

    [Fact]
    public void The_page_has_every_message_with_its_name_level_and_text()
    {
        var page =
            Checkout.Read(Path.Combine("docs", "logs.md")).Split('\n').Select(line => Row().Match(line)).Where(row => row.Success).ToList();
        var documented = page.Select(row =>
            $"{row.Groups["id"].Value} {row.Groups["name"].Value} {row.Groups["level"].Value}: {row.Groups["text"].Value}");
        var found = Messages().OrderBy(message => message.Id)
            .Select(message => $"{message.Id} {message.Name} {message.Level}: {message.Text.Replace("\n", " ", StringComparison.Ordinal)}");
        Assert.Equal(found, documented);
        Assert.All(page, row => Assert.True(row.Groups["action"].Value.Trim().Length > 0, row.Value));
    }

    private static List<(int Id, string Name, string Level, string Text)> Messages()
        => [.. CompiledSources.Types.SelectMany(type => type.Methods)
            .SelectMany(method =>
                method.CustomAttributes.Where(one => one.AttributeType.FullName == Attribute).Select(one => Read(method, one)))];

    private static (int Id, string Name, string Level, string Text) Read(MethodDefinition method, CustomAttribute attribute)
    {
        var values = attribute.ConstructorArguments.Select(argument => argument.Value).ToList();
        Assert.Equal(3, values.Count);
        return ((int)values[0], method.Name, Levels[(int)values[1]], (string)values[2]);
    }

    [GeneratedRegex("^\\| (?<id>[0-9]+) \\| (?<name>[A-Za-z]+) \\| (?<level>[A-Za-z]+) \\| `(?<text>([^`])*)` \\|(?<action>[^|]*)\\|$")]
    private static partial Regex Row();
}
