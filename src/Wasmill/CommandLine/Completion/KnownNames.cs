using System.Text.Json;
using Wasmill.Apps.Templates;
using Wasmill.Client;
using Wasmill.Client.Home;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.CommandLine.Completion;

// Tested by: CompletionTests
/// <summary>Lists the names that a word of a command line can be. Whatever cannot be read has no names: completion never fails.</summary>
/// <param name="context">The home and the kinds.</param>
/// <param name="broker">The broker's name on the command line; null for the current broker.</param>
internal sealed class KnownNames(CommandContext context, string? broker)
{
    // Of the latest events.
    private const int SeenEvents = 200;

    // A shell that completes must not hang.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Lists the names of a kind.</summary>
    public async Task<IEnumerable<Candidate>> ListAsync(NameKind kind, CancellationToken cancellationToken)
    {
        try
        {
            return kind switch
            {
                NameKind.Broker => Brokers(),
                NameKind.Template => AppTemplates.All.Select(template => new Candidate(template.Id, template.Description)),
                NameKind.Kind => context.Kinds.All.Select(one => new Candidate(one.Kind, one.Description)),
                NameKind.Credential => Folder() is { } folder
                    ? folder.Credentials.Read().Select(credential => new Candidate(credential.Name, credential.Kind))
                    : [],
                NameKind.Trigger => Triggers(),
                NameKind.Described => [.. Brokers(), .. Triggers(), .. Components(NameKind.Component)],
                NameKind.EventType => await TypesAsync(cancellationToken),
                NameKind.None or NameKind.File => [],
                _ => Components(kind),
            };
        }
        catch (Exception error) when (error is FlowException or ServerException or IOException or UnauthorizedAccessException
            or JsonException or HttpRequestException)
        {
            return [];
        }
    }

    private IEnumerable<Candidate> Brokers() => context.Home.Brokers().Select(name => new Candidate(name, "broker"));

    private IEnumerable<Candidate> Triggers()
        => Flow()?.Triggers.Select(trigger => new Candidate(trigger.Name, $"trigger to {trigger.Target}")) ?? [];

    private IEnumerable<Candidate> Components(NameKind kind)
        => Flow()?.Components.Where(component => kind == NameKind.Component || component.Role.ToString() == kind.ToString())
            .Select(component => new Candidate(component.Name, component.Kind)) ?? [];

    private async Task<IEnumerable<Candidate>> TypesAsync(CancellationToken cancellationToken)
    {
        if (Folder() is not { } folder)
            return [];
        var types = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var condition in Flow()!.Triggers.SelectMany(trigger => trigger.Filter.Conditions).OfType<AttributeCondition>())
        {
            if (condition is { Attribute: "type", Match: AttributeMatch.Exact })
                types[condition.Value] = "of a trigger";
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            using var client = AdminClient.TryConnect(folder);
            if (client is not null)
            {
                await foreach (var (_, content) in client.WatchAsync(SeenEvents, follow: false, limit.Token))
                {
                    if (content.Event is { } json && json.TryGetProperty("type", out var type) && type.GetString() is { } text)
                        types[text] = "seen";
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What has come by now is enough.
        }

        return types.Select(type => new Candidate(type.Key, type.Value));
    }

    private BrokerFolder? Folder()
        => (broker ?? context.Home.Current) is { } name && context.Home.Brokers().Contains(name) ? context.Home.Folder(name) : null;

    private FlowModel? Flow() => Folder() is { } folder ? FlowEdits.Read(folder, context.Kinds) : null;
}
