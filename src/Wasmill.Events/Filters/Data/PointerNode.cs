using System.Text;
using System.Text.Json;

namespace Wasmill.Events.Filters.Data;

// Tested by: DataFilterTests
/// <summary>A location in a payload on the path of at least one pointer. Immutable once numbered.</summary>
/// <param name="step">The last step of the path to the location.</param>
internal sealed class PointerNode(string step)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(step);
    private readonly int _index = JsonPointer.IndexOf(step);
    private readonly List<PointerNode> _children = [];
    private readonly List<DataPredicate> _predicates = [];

    /// <summary>The number of the first predicate of the node.</summary>
    public int First { get; private set; }

    /// <summary>The number after the last predicate of the node and its descendants.</summary>
    public int End { get; private set; }

    /// <summary>The predicates on the value at this location.</summary>
    public IReadOnlyList<DataPredicate> Predicates => _predicates;

    /// <summary>Indicates whether a pointer leads further.</summary>
    public bool HasChildren => _children.Count > 0;

    /// <summary>Adds a predicate at the end of a path.</summary>
    public void Add(ReadOnlySpan<string> steps, DataPredicate predicate)
    {
        if (steps.IsEmpty)
        {
            _predicates.Add(predicate);
            return;
        }

        var name = Encoding.UTF8.GetBytes(steps[0]);
        var child = _children.Find(known => known._name.AsSpan().SequenceEqual(name));
        if (child is null)
            _children.Add(child = new PointerNode(steps[0]));
        child.Add(steps[1..], predicate);
    }

    /// <summary>Numbers the predicates so that those of the descendants follow the node's own.</summary>
    public void Number(List<DataPredicate> numbered)
    {
        First = numbered.Count;
        numbered.AddRange(_predicates);
        foreach (var child in _children)
            child.Number(numbered);
        End = numbered.Count;
    }

    /// <summary>Finds the node of the member whose name is at the reader's position; null if no pointer leads there.</summary>
    public PointerNode? FindMember(ref Utf8JsonReader reader)
    {
        foreach (var child in _children)
        {
            if (reader.ValueTextEquals(child._name))
                return child;
        }

        return null;
    }

    /// <summary>Finds the node of an array element; null if no pointer leads there.</summary>
    public PointerNode? FindElement(int index)
    {
        foreach (var child in _children)
        {
            if (child._index == index)
                return child;
        }

        return null;
    }
}
