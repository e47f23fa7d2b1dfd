using Tomlyn.Parsing;
using Tomlyn.Syntax;
using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Toml;

// Tested by: ManifestReaderTests
/// <summary>Reads a TOML text into tables that keep their places.</summary>
internal static class TomlReader
{
    /// <summary>Reads a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <param name="errors">Receives the errors; the table contains the valid parts.</param>
    public static TomlTable Read(string text, string file, List<ManifestError> errors)
    {
        var document = SyntaxParser.Parse(text, file, validate: true);
        // After a syntax error the parser takes correct lines for wrong ones.
        var found = document.Diagnostics.Where(diagnostic => diagnostic.Kind == DiagnosticMessageKind.Error).ToList();
        var first = found.FirstOrDefault(diagnostic => !TomlProblem.IsDuplicate(diagnostic.Message));
        foreach (var diagnostic in first is null ? found : [first])
        {
            var (line, column) = (diagnostic.Span.Start.Line + 1, diagnostic.Span.Start.Column + 1);
            errors.Add(new ManifestError(file, line, column, TomlProblem.Explain(diagnostic.Message)));
        }

        var root = new TomlTable(1, 1);
        foreach (var item in document.KeyValues)
            Assign(root, item);
        foreach (var table in document.Tables)
        {
            if (table.Name is null)
                continue;
            var place = Open(root, table.Name, isArray: table is TableArraySyntax);
            foreach (var item in table.Items)
                Assign(place, item);
        }

        return root;
    }

    private static TomlTable Open(TomlTable root, KeySyntax name, bool isArray)
    {
        var path = Path(name);
        var place = Descend(root, path[..^1]);
        var (key, line, column) = path[^1];
        if (!isArray)
            return Child(place, key, line, column);

        if (!place.Items.TryGetValue(key, out var list) || list is not TomlList items)
            place.Items[key] = items = new TomlList(line, column);
        var table = new TomlTable(line, column);
        items.Items.Add(table);
        return table;
    }

    private static void Assign(TomlTable table, KeyValueSyntax item)
    {
        if (item.Key is null || item.Value is null)
            return;
        var path = Path(item.Key);
        var (key, line, column) = path[^1];
        // The parser has already reported a duplicate key.
        Descend(table, path[..^1]).Items.TryAdd(key, Convert(item.Value, line, column));
    }

    private static TomlTable Descend(TomlTable table, IEnumerable<(string Key, int Line, int Column)> path)
    {
        foreach (var (key, line, column) in path)
            table = Child(table, key, line, column);
        return table;
    }

    // [a.b] after [[a]] denotes the last table of the array.
    private static TomlTable Child(TomlTable table, string key, int line, int column)
    {
        if (table.Items.TryGetValue(key, out var known))
        {
            if (known is TomlTable child)
                return child;
            if (known is TomlList { Items: [.., TomlTable last] })
                return last;
        }

        var made = new TomlTable(line, column);
        table.Items[key] = made;
        return made;
    }

    private static List<(string Key, int Line, int Column)> Path(KeySyntax key)
    {
        var path = new List<(string, int, int)> { Part(key.Key) };
        foreach (var dotted in key.DotKeys)
            path.Add(Part(dotted.Key));
        return path;
    }

    private static (string, int, int) Part(BareKeyOrStringValueSyntax? key)
    {
        var text = key switch
        {
            BareKeySyntax bare => bare.Key?.Text ?? "",
            StringValueSyntax quoted => quoted.Value ?? "",
            _ => "",
        };
        return (text, (key?.Span.Start.Line ?? 0) + 1, (key?.Span.Start.Column ?? 0) + 1);
    }

    private static TomlNode Convert(ValueSyntax value, int line, int column)
    {
        switch (value)
        {
            case StringValueSyntax text:
                return new TomlScalar(text.Value, line, column);
            case IntegerValueSyntax number:
                return new TomlScalar(number.Value, line, column);
            case BooleanValueSyntax truth:
                return new TomlScalar(truth.Value, line, column);
            case ArraySyntax array:
                var list = new TomlList(line, column);
                foreach (var item in array.Items)
                {
                    if (item.Value is { } element)
                        list.Items.Add(Convert(element, element.Span.Start.Line + 1, element.Span.Start.Column + 1));
                }

                return list;
            case InlineTableSyntax inline:
                var table = new TomlTable(line, column);
                foreach (var item in inline.Items)
                {
                    if (item.KeyValue is { } pair)
                        Assign(table, pair);
                }

                return table;
            default:
                return new TomlScalar(null, line, column);
        }
    }
}
