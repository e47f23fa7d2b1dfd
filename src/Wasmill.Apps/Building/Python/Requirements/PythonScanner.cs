using System.Text;

namespace Wasmill.Apps.Building.Python.Requirements;

// Tested by: PythonImportsTests
/// <summary>
/// Splits a Python source into statements: joins lines that go on (brackets, backslashes), and leaves out comments and texts in quotes,
/// in which anything may look like a statement.
/// </summary>
/// <param name="source">The source. It need not be valid.</param>
internal sealed class PythonScanner(string source)
{
    private const int TabColumns = 8;

    private readonly List<PythonStatement> _statements = [];
    private readonly StringBuilder _text = new();
    private int _at;
    private int _line = 1;
    private int _began = 1;
    private int _indentation;
    private int _depth;

    /// <summary>Returns the statements in order.</summary>
    public IReadOnlyList<PythonStatement> Scan()
    {
        BeginLine();
        while (_at < source.Length)
            Step(source[_at]);
        Finish();
        return _statements;
    }

    private void Step(char character)
    {
        switch (character)
        {
            case '#':
                while (_at < source.Length && source[_at] != '\n')
                    _at++;
                return;
            case '"' or '\'':
                SkipText(character);
                return;
            case '\\' when _at + 1 < source.Length && source[_at + 1] is '\n' or '\r':
                _at += source[_at + 1] == '\r' && _at + 2 < source.Length && source[_at + 2] == '\n' ? 3 : 2;
                _line++;
                _text.Append(' ');
                return;
            case '\n' when _depth == 0:
                Finish();
                _at++;
                _line++;
                BeginLine();
                return;
            case ';' when _depth == 0:
                Finish();
                _at++;
                _began = _line;
                return;
            default:
                _depth = Math.Max(0, _depth + (character is '(' or '[' or '{' ? 1 : character is ')' or ']' or '}' ? -1 : 0));
                if (character == '\n')
                    _line++;
                _text.Append(character is '\n' or '\r' ? ' ' : character);
                _at++;
                return;
        }
    }

    private void BeginLine()
    {
        _began = _line;
        for (_indentation = 0; _at < source.Length && source[_at] is ' ' or '\t'; _at++)
            _indentation += source[_at] == '\t' ? TabColumns - _indentation % TabColumns : 1;
    }

    private void SkipText(char quote)
    {
        var isLong = _at + 2 < source.Length && source[_at + 1] == quote && source[_at + 2] == quote;
        var end = new string(quote, isLong ? 3 : 1);
        _at += end.Length;
        while (_at < source.Length && string.CompareOrdinal(source, _at, end, 0, end.Length) != 0)
        {
            // A text in single quotes ends with its line, if only by mistake.
            if (source[_at] == '\n' && !isLong)
                return;
            if (source[_at] == '\\' && _at + 1 < source.Length)
                _at++;
            if (source[_at] == '\n')
                _line++;
            _at++;
        }

        _at = Math.Min(source.Length, _at + end.Length);
        _text.Append("\"\"");
    }

    private void Finish()
    {
        if (_text.ToString().Trim() is { Length: > 0 } text)
            _statements.Add(new PythonStatement(_began, _indentation, text));
        _text.Clear();
    }
}
