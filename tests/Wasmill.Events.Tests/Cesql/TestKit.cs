using Wasmill.Events.Cesql.Values;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Wasmill.Events.Tests.Cesql;

/// <summary>Reads the conformance cases of cloudevents/spec, which lie beside the repository.</summary>
internal static class TestKit
{
    /// <summary>The folder with the cases, or null where it is absent.</summary>
    public static string? Folder
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Wasmill.slnx")))
                folder = folder.Parent;
            var kit = folder?.Parent is { } above ? Path.Combine(above.FullName, "shared", "tck", "cesql") : null;
            return Directory.Exists(kit) ? kit : null;
        }
    }

    /// <summary>Every case of every file.</summary>
    public static IEnumerable<TestKitCase> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(File.ReadAllText(file)));
            foreach (var test in ((YamlSequenceNode)stream.Documents[0].RootNode["tests"]).Cast<YamlMappingNode>())
            {
                yield return new TestKitCase(
                    $"{Path.GetFileNameWithoutExtension(file)}: {Text(test, "name")}",
                    Text(test, "expression")!,
                    Find(test, "result") is { } result ? ValueOf(result) : null,
                    Text(test, "error"),
                    EventOf(test));
            }
        }
    }

    // The source text counts: a plain TRUE is a Boolean as a result and a text as an expression.
    private static CesqlValue ValueOf(YamlNode node)
    {
        var scalar = (YamlScalarNode)node;
        if (scalar.Style == ScalarStyle.Plain && bool.TryParse(scalar.Value, out var flag))
            return CesqlValue.From(flag);
        return scalar.Style == ScalarStyle.Plain && int.TryParse(scalar.Value, out var number)
            ? CesqlValue.From(number)
            : CesqlValue.From(scalar.Value!);
    }

    private static CloudEvent EventOf(YamlMappingNode test)
    {
        var made = Samples.Minimal;
        var attributes = ((IEnumerable<string>)["event", "eventOverrides"])
            .Select(key => Find(test, key))
            .OfType<YamlMappingNode>()
            .SelectMany(node => node.Children);
        foreach (var (key, node) in attributes)
        {
            var value = ValueOf(node);
            made = ((YamlScalarNode)key).Value switch
            {
                "specversion" => made with { SpecVersion = value.ToString() },
                "id" => made with { Id = value.ToString() },
                "source" => made with { Source = value.ToString() },
                "type" => made with { Type = value.ToString() },
                "subject" => made with { Subject = value.ToString() },
                "time" => made with { Time = value.ToString() },
                var name => made with { Extensions = [.. made.Extensions, new(name!, value.ToString(), KindOf(value))] },
            };
        }

        return made;
    }

    private static ExtensionKind KindOf(CesqlValue value) => value.Type switch
    {
        CesqlType.Boolean => ExtensionKind.Boolean,
        CesqlType.Integer => ExtensionKind.Integer,
        _ => ExtensionKind.String,
    };

    private static string? Text(YamlMappingNode node, string key) => (Find(node, key) as YamlScalarNode)?.Value;

    private static YamlNode? Find(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out var found) ? found : null;
}
