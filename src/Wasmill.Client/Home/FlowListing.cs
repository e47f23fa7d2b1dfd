using Wasmill.Flows.Files;

namespace Wasmill.Client.Home;

/// <summary>The texts of one or more flow files as one flow, which keeps the file name of each line.</summary>
public sealed class FlowListing
{
    private readonly List<(string File, int Start)> _starts = [];

    /// <summary>Joins the texts.</summary>
    /// <param name="files">Names for errors, and texts; at least one.</param>
    public FlowListing(IReadOnlyList<(string Name, string Text)> files)
    {
        var lines = new List<string>();
        foreach (var (name, text) in files)
        {
            if (_starts.Count > 0)
                lines.Add("---");
            _starts.Add((name, lines.Count));
            // A byte order mark is valid at the beginning of a file only.
            lines.AddRange(text.TrimStart('\uFEFF').ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        }

        Text = FlowText.Parse(string.Join('\n', lines));
    }

    /// <summary>The flow.</summary>
    public FlowText Text { get; }

    /// <summary>Adds the file name to each error: <c>dir/a.yaml:3:5: ...</c></summary>
    public FlowException Locate(FlowException error) => new([.. error.Errors.Select(Locate)]);

    private FlowError Locate(FlowError error)
    {
        if (error.Line <= 0)
            return error;
        var (file, start) = _starts.Last(one => one.Start < error.Line);
        return new FlowError(0, 0, FormattableString.Invariant($"{file}:{error.Line - start}:{error.Column}: {error.Message}"));
    }
}
