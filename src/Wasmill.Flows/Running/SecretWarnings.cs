using Wasmill.Flows.Files;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Running;

/// <summary>Finds warnings about secrets that are written in a flow file.</summary>
public static class SecretWarnings
{
    /// <summary>Finds a warning with its place for each secret that the previous flow did not have.</summary>
    /// <param name="flow">The flow.</param>
    /// <param name="before">The previous flow.</param>
    /// <returns>The names of the components and the texts.</returns>
    public static IEnumerable<(string Component, string Text)> Find(FlowModel flow, FlowModel before)
    {
        foreach (var component in flow.Components)
        {
            var known = before.Components.FirstOrDefault(other => other.Name == component.Name);
            foreach (var (path, secret) in component.Spec.Secrets().Where(one => one.Secret.Source == SecretSource.Inline))
            {
                if (known?.Spec.Find(path) is SecretValue { Source: SecretSource.Inline })
                    continue;
                var reason = $"{path} is written in the flow file, with which it is copied and committed; "
                    + $"use {path.Split('.')[^1]}{SecretKeys.Suffix}: {{file: PATH}} or {{env: NAME}}";
                yield return (component.Name, new FlowError(secret.Place.Line, secret.Place.Column, reason).ToString());
            }
        }
    }
}
