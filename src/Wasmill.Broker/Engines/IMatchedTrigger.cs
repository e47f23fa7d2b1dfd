namespace Wasmill.Broker.Engines;

/// <summary>A trigger that gets an event.</summary>
public interface IMatchedTrigger
{
    /// <summary>The trigger's name.</summary>
    string Name { get; }
}
