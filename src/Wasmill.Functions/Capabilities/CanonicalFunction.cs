using Wasmill.Functions.Calls;
using Wasmill.Functions.Calls.Resources;

namespace Wasmill.Functions.Capabilities;

/// <summary>Makes host functions of interfaces of the component model.</summary>
internal static class CanonicalFunction
{
    /// <summary>
    /// Makes a function. It cannot be called while the guest's allocator runs on behalf of another one, which holds what it has read.
    /// </summary>
    /// <param name="module">The interface, with its version as far as it counts.</param>
    /// <param name="name">The name, such as <c>[method]fields.get</c>.</param>
    /// <param name="parameters">The parameters of the lowered function (<see cref="HostFunction"/>).</param>
    /// <param name="results">Its result.</param>
    /// <param name="body">The implementation.</param>
    public static HostFunction Of(string module, string name, string parameters, string results, CanonicalBody body)
    {
        var full = $"{module} {name}";
        return new HostFunction(module, name, parameters, results, (guest, arguments) =>
        {
            var call = new CanonicalCall(guest, full);
            if (guest.IsAllocating)
                call.Refuse("its allocator must not call the host");
            return body(call, arguments);
        });
    }

    /// <summary>Makes the function that drops a handle of a resource.</summary>
    /// <param name="module">The interface that owns the resource.</param>
    /// <typeparam name="T">The type of the resource.</typeparam>
    public static HostFunction Drop<T>(string module) where T : class, IResource
        => Of(module, $"[resource-drop]{T.TypeName}", "i", "", static (call, arguments) =>
        {
            call.Take<T>(arguments[0]).Drop();
            return 0;
        });
}
