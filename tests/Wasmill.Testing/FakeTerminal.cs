using System.Text;
using Wasmill.Output;

namespace Wasmill.Testing;

/// <summary>A terminal whose text a test reads, behind the writer that every command writes through.</summary>
internal sealed class FakeTerminal : ITerminal
{
    private readonly StreamText _out;
    private readonly StreamText _error;

    /// <summary>Creates one.</summary>
    /// <param name="useColour">Whether it shows colors, as a person's does.</param>
    /// <param name="input">Standard input.</param>
    /// <param name="isKeyboard">Whether a person types the input.</param>
    public FakeTerminal(bool useColour = false, string input = "", bool isKeyboard = false)
    {
        UseColour = useColour;
        InputIsKeyboard = isKeyboard;
        In = new StringReader(input);
        Input = new MemoryStream(Encoding.UTF8.GetBytes(input));
        (_out, _error) = (new StreamText(), new StreamText());
        (Out, Error) = (new VisibleWriter(_out, useColour), new VisibleWriter(_error, useColour));
    }

    /// <summary>What was written to standard output.</summary>
    public string Text => _out.ToString();

    /// <summary>What was written to standard error.</summary>
    public string ErrorText => _error.ToString();

    /// <inheritdoc />
    public TextWriter Out { get; }

    /// <inheritdoc />
    public TextWriter Error { get; }

    /// <inheritdoc />
    public bool UseColour { get; }

    /// <inheritdoc />
    public int? Width { get; init; }

    /// <inheritdoc />
    public TextReader In { get; }

    /// <inheritdoc />
    public Stream Input { get; }

    /// <inheritdoc />
    public bool InputIsKeyboard { get; }

    /// <inheritdoc />
    public bool CanAsk => InputIsKeyboard;

    /// <summary>Waits until a text was written to standard output.</summary>
    public Task<string> WaitForAsync(string text, CancellationToken cancellationToken) => _out.WaitForAsync(text, cancellationToken);

    /// <summary>Waits until a text was written to standard error.</summary>
    public Task<string> WaitForErrorAsync(string text, CancellationToken cancellationToken) => _error.WaitForAsync(text, cancellationToken);

    /// <inheritdoc />
    public void Clear() => _out.Write("(cleared)");

    // Written by several threads at a time, as a terminal is.
    private sealed class StreamText : TextWriter
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _text = new();
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => Write(value.ToString());

        public override void Write(string? value)
        {
            lock (_lock)
            {
                _text.Append(value);
                _changed.SetResult();
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        public override string ToString()
        {
            lock (_lock)
                return _text.ToString();
        }

        public async Task<string> WaitForAsync(string text, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task changed;
                lock (_lock)
                {
                    var written = _text.ToString();
                    if (written.Contains(text, StringComparison.Ordinal))
                        return written;
                    changed = _changed.Task;
                }

                await changed.WaitAsync(cancellationToken);
            }
        }
    }
}
