using Wasmill.Client.Api;
using Wasmill.Client.Home;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Model;

namespace Wasmill.Client;

// Tested by: AdminTests, DeleteCommandTests
/// <summary>
/// Edits and reads a broker's flow: through the broker while it runs, in its folder while it is stopped.
/// Two edits at once both take effect.
/// </summary>
public static class FlowEdits
{
    private const int Tries = 20;

    /// <summary>Applies an edit.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="edit">Makes the new text out of the old one. May be called again when another edit came first.</param>
    /// <param name="cancellationToken">Abandons the edit.</param>
    /// <exception cref="FlowException">The edit cannot be made.</exception>
    /// <exception cref="ServerException">The broker refuses it.</exception>
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

        throw new ServerException("the flow kept changing while it was edited; try again");
    }

    /// <summary>The flow of a broker, running or not.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="kinds">The kinds of component that a flow may have.</param>
    /// <exception cref="FlowException">It is wrong.</exception>
    public static FlowModel Read(BrokerFolder folder, ComponentKinds kinds) => FlowReader.Read(folder.ReadFlow(), kinds);

    /// <summary>What <c>describe</c> shows of a broker, running or not.</summary>
    /// <param name="folder">The broker's folder.</param>
    /// <param name="kinds">The kinds of component that a flow may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="FlowException">The flow is wrong.</exception>
    public static async Task<StatusDto> DescribeAsync(BrokerFolder folder, ComponentKinds kinds, CancellationToken cancellationToken)
    {
        using var running = AdminClient.TryConnect(folder);
        return running is null ? StatusDto.OfStopped(Read(folder, kinds), kinds) : await running.GetStatusAsync(cancellationToken);
    }
}
