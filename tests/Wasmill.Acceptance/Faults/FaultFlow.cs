namespace Wasmill.Acceptance.Faults;

/// <summary>The flow of a fault run.</summary>
internal static class FaultFlow
{
    /// <summary>Its text.</summary>
    /// <param name="sink">The targets' address.</param>
    /// <param name="edit">Changes the filter of one trigger, which warns of itself: that is a line for the process's log.</param>
    public static string Text(string sink, int edit) => $$"""
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: faults
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: ok
        spec:
          broker: faults
          filter:
            attributes:
              type: ok
          subscriber:
            uri: {{sink}}/ok
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: retry
        spec:
          broker: faults
          filter:
            attributes:
              type: retry
          delivery:
            retry: 50
            backoffPolicy: linear
            backoffDelay: PT0.01S
          subscriber:
            uri: {{sink}}/retry
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: reply
        spec:
          broker: faults
          filter:
            attributes:
              type: reply
          subscriber:
            uri: {{sink}}/reply
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: dead
        spec:
          broker: faults
          filter:
            attributes:
              type: dead
          subscriber:
            uri: {{sink}}/dead
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: edited
        spec:
          broker: faults
          filters:
            - cesql: "NOT type = 'none{{edit}}'"
          subscriber:
            uri: {{sink}}/ok

        """;
}
