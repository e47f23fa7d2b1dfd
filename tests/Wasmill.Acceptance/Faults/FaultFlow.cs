namespace Wasmill.Acceptance.Faults;

/// <summary>The flow of a fault run.</summary>
internal static class FaultFlow
{
    /// <summary>Its text.</summary>
    /// <param name="sink">The targets' address.</param>
    /// <param name="edit">Changes the filter of one trigger, which warns of itself: that is a line for the process's log.</param>
    public static string Text(string sink, int edit) => string.Concat(
        "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata:\n  name: faults\n",
        Trigger("ok", "exact: {type: ok}", $"{sink}/ok"),
        Trigger(
            "retry", "exact: {type: retry}", $"{sink}/retry", "  delivery: {retry: 50, backoffPolicy: linear, backoffDelay: PT0.01S}\n"),
        Trigger("reply", "exact: {type: reply}", $"{sink}/reply"),
        Trigger("dead", "exact: {type: dead}", $"{sink}/dead"),
        Trigger("edited", $"cesql: \"NOT type = 'none{edit}'\"", $"{sink}/ok"));

    private static string Trigger(string name, string filter, string uri, string delivery = "") => $"""
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: {name}
        spec:
          broker: faults
          filters:
            - {filter}
        {delivery}  subscriber:
            uri: {uri}

        """;
}
