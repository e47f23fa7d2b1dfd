using System.Text;
using System.Text.Json;

namespace Wasmill.Events.Filters.Data;

// Tested by: DataFilterTests
/// <summary>A place in a payload that some pointer leads to or through. Immutable once it is numbered.</summary>
/// <param name="step">The last step of the way to it.</param>
internal sealed class PointerNode(string step)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(step);
    private readonly int _index = JsonPointer.IndexOf(step);
    private readonly List<PointerNode> _children = [];
    private readonly List<DataPredicate> _predicates = [];

    /// <summary>The number of its first predicate.</summary>
    public int First { get; private set; }

    /// <summary>One more than the number of the last predicate of it and everything below it.</summary>
    public int End { get; private set; }

    /// <summary>What is tested here.</summary>
    public IReadOnlyList<DataPredicate> Predicates => _predicates;

    /// <summary>Whether a pointer leads further.</summary>
    public bool HasChildren => _children.Count > 0;

    /// <summary>Adds a test at the end of some steps.</summary>
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

    /// <summary>Numbers the predicates so that those below a node follow its own.</summary>
    public void Number(List<DataPredicate> numbered)
    {
        First = numbered.Count;
        numbered.AddRange(_predicates);
        foreach (var child in _children)
            child.Number(numbered);
        End = numbered.Count;
    }

    /// <summary>Where the member leads whose name a reader stands on; null when no pointer goes there.</summary>
    public PointerNode? FindMember(ref Utf8JsonReader reader)
    {
        foreach (var child in _children)
        {
            if (reader.ValueTextEquals(child._name))
                return child;
        }

        return null;
    }

    /// <summary>Where the element of an array leads; null when no pointer goes there.</summary>
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
