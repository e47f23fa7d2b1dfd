namespace Wasmill.Acceptance;

/// <summary>The flow of the tests of disks: the broker <c>disk</c>, which delivers everything to one address.</summary>
internal static class DiskFlow
{
    /// <summary>Writes it.</summary>
    public static Task WriteAsync(string path, string sink) => File.WriteAllTextAsync(path, $$"""
        apiVersion: eventing.knative.dev/v1
        kind: Broker
        metadata:
          name: disk
        ---
        apiVersion: eventing.knative.dev/v1
        kind: Trigger
        metadata:
          name: everything
        spec:
          broker: disk
          subscriber:
            uri: {{sink}}/all
        """);
}
