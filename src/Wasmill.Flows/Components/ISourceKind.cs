using Wasmill.Broker.Sources;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Components;

/// <summary>A kind of source.</summary>
public interface ISourceKind : IComponentKind
{
    /// <summary>Whether its sources take requests at <c>/sources/NAME</c> of the broker's address.</summary>
    bool TakesRequests => false;

    /// <summary>Makes a source. It connects to nothing before it is run.</summary>
    /// <param name="config">The source, whose settings are valid and whose secrets are resolved.</param>
    /// <param name="environment">What the source may use of the broker.</param>
    /// <exception cref="FlowException">The source cannot be made, for a reason that the user can mend.</exception>
    IEventSource Create(ComponentConfig config, ComponentEnvironment environment);
}
