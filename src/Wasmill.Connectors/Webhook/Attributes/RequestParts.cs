namespace Wasmill.Connectors.Webhook.Attributes;

/// <summary>Parts of a request that become extension attributes, as in TriggerMesh's <c>eventExtensionAttributes.from</c>.</summary>
[Flags]
public enum RequestParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The path, as <c>path</c>.</summary>
    Path = 1,

    /// <summary>The method, as <c>method</c>.</summary>
    Method = 2,

    /// <summary>The host, as <c>host</c>.</summary>
    Host = 4,

    /// <summary>The parameters of the query, each as <c>q</c> and its name.</summary>
    Queries = 8,

    /// <summary>The headers, each as <c>h</c> and its name; without those that hold credentials.</summary>
    Headers = 16,
}
