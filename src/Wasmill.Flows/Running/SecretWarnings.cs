using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Running;

/// <summary>Warnings of secrets that stand in a flow file.</summary>
public static class SecretWarnings
{
    /// <summary>What to say of a flow: a line with its place for each secret that was not there before.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="before">The flow before it.</param>
    /// <returns>The names of the targets and the texts.</returns>
    public static IEnumerable<(string Target, string Text)> Of(FlowModel flow, FlowModel before)
    {
        foreach (var target in flow.Targets)
        {
            var known = before.Targets.FirstOrDefault(other => other.Name == target.Name);
            foreach (var (key, reference) in target.Secrets.Where(pair => pair.Value.Source == SecretSource.Inline))
            {
                if (known?.Secrets.GetValueOrDefault(key)?.Source == SecretSource.Inline)
                    continue;
                var reason = $"{key} stands in the flow file, with which it is copied and committed; write {key.Split('.')[^1]}From: {{file: PATH}} or {{env: NAME}}";
                yield return (target.Name, new FlowError(reference.Line, reference.Column, reason).ToString());
            }
        }
    }
}
