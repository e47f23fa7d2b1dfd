using Wasmill.CommandLine;

namespace Wasmill.Commands.Functions;

/// <summary>
/// <c>wasmill dev</c>: <c>up --watch</c> under a name of its own, as <c>spin watch</c> is.
/// <c>wasmill watch</c> shows events, as tmctl's does.
/// </summary>
internal sealed class DevCommand(CommandContext context)
    : UpCommand(context, "dev", "Serve the function and rebuild it when it changes")
{
    public override IReadOnlyList<string> Examples
        => ["wasmill dev", "wasmill dev --clear --listen 127.0.0.1:8080", "wasmill dev --skip-build"];

    /// <inheritdoc />
    protected override bool AlwaysWatches => true;
}
