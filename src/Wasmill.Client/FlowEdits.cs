using Wasmill.Client.Api;
using Wasmill.Client.Home;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Client;

// Tested by: AdminTests, DeleteCommandTests
/// <summary>
/// Edits and reads a broker's flow: through the broker while it is running, in its folder while it is stopped.
/// Concurrent edits all take effect.
/// </summary>
public static class FlowEdits
{
    private const int Tries = 20;

    /// <summary>Applies an edit.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="edit">Makes the new text from the old one. Called again when another edit came first.</param>
    /// <param name="cancellationToken">Abandons the edit.</param>
    /// <exception cref="FlowException">The edit cannot be made.</exception>
    /// <exception cref="ServerException">The broker rejects the edit.</exception>
    public static async Task ApplyAsync(BrokerFolder folder, Func<FlowText, FlowText> edit, CancellationToken cancellationToken)
    {
        if (folder.ReadSettings().Source is { } followed)
            throw new ServerException($"the broker \"{folder.Name}\" follows {followed}: edit that file instead");

        using var running = AdminClient.TryConnect(folder);
        if (running is null)
        {
            await using var taken = await folder.LockForEditAsync(cancellationToken);
            folder.WriteFlow(edit(folder.ReadFlow()));
            return;
        }

        for (var i = 0; i < Tries; i++)
        {
            var current = await running.GetFlowAsync(cancellationToken);
            var text = edit(FlowText.Parse(current.Text));
            if (await running.TryPutFlowAsync(new FlowDto(current.Revision, text.ToString()), cancellationToken))
                return;
        }

        throw new ServerException("the flow was changed by others during the edit; try again");
    }

    /// <summary>Reads the flow of a broker, running or not.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="kinds">The kinds of component that a flow may have.</param>
    /// <exception cref="FlowException">The flow is not valid.</exception>
    public static FlowModel Read(BrokerFolder folder, ComponentKinds kinds) => FlowReader.Read(folder.ReadFlow(), kinds);

    /// <summary>Reads the status of a broker, running or not, that <c>describe</c> shows.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="kinds">The kinds of component that a flow may have.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="FlowException">The flow is not valid.</exception>
    public static async Task<StatusDto> DescribeAsync(BrokerFolder folder, ComponentKinds kinds, CancellationToken cancellationToken)
    {
        using var running = AdminClient.TryConnect(folder);
        return running is null ? StatusDto.OfStopped(Read(folder, kinds), kinds) : await running.GetStatusAsync(cancellationToken);
    }
}
