namespace Wasmill.Acceptance.Services;

/// <summary>The flow file of a broker that runs as a service.</summary>
internal static class ServiceFlow
{
    /// <summary>A broker <c>orders</c> that delivers events of one type to one address.</summary>
    public static string Of(string type, string address) => $$"""
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata: {name: orders}
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: all}
        spec:
          broker: orders
          filter: {attributes: {type: "{{type}}" } }
          subscriber: {uri: '{{address}}'}
        """;

    /// <summary>A broker <c>orders</c> that delivers all events to a function in the folder <c>app</c>.</summary>
    public const string OfFunction = """
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata: {name: orders}
        ---
        apiVersion: wasmill.dev/v1alpha1
        kind: FunctionTarget
        metadata: {name: late}
        spec: {from: app}
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata: {name: all}
        spec:
          broker: orders
          subscriber: {ref: {name: late, kind: FunctionTarget, apiVersion: wasmill.dev/v1alpha1}}
        """;
}
