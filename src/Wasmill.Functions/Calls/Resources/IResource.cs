namespace Wasmill.Functions.Calls.Resources;

/// <summary>A resource of the component model that the host owns and a guest uses by its handle.</summary>
internal interface IResource
{
    /// <summary>The name of its type in WIT, for messages.</summary>
    static abstract string TypeName { get; }

    /// <summary>Runs when the guest drops its handle, and not when it passes the resource to the host.</summary>
    void Drop() { }
}
