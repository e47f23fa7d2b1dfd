using Mono.Cecil;

namespace Wasmill.Architecture;

/// <summary>A log is an ILogger. A callback that takes text is something else, and its name says what.</summary>
public sealed class CallbackTests
{
    // Each is told of one thing, by its own caller.
    private static readonly string[] Known =
    [
        "Wasmill.Broker.Log.LogCore.OnBroken",
        "Wasmill.Flows.Files.Filters.DataTestReader.Read(error)",
        "Wasmill.Flows.Files.Filters.FilterReader..ctor(reportWhole)",
        "Wasmill.Flows.Files.Filters.FilterReader._reportWhole",
        "Wasmill.Server.Hosting.BrokerServerOptions.Ready",
    ];

    [Fact]
    public void No_callback_that_takes_text_is_a_log()
    {
        var found = CompiledSources.Types.SelectMany(Callbacks)
            .Where(name => !name.Contains('<', StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal);
        Assert.Equal(Known, found);
    }

    private static IEnumerable<string> Callbacks(TypeDefinition type)
    {
        foreach (var field in type.Fields.Where(field => TakesText(field.FieldType)))
            yield return $"{type.FullName}.{field.Name}";
        foreach (var property in type.Properties.Where(property => TakesText(property.PropertyType)))
            yield return $"{type.FullName}.{property.Name}";
        foreach (var method in type.Methods.Where(method => !method.IsSetter))
        {
            foreach (var parameter in method.Parameters.Where(parameter => TakesText(parameter.ParameterType)))
                yield return $"{type.FullName}.{method.Name}({parameter.Name})";
        }
    }

    private static bool TakesText(TypeReference type)
        => type is GenericInstanceType { ElementType.FullName: "System.Action`1" or "System.Action`2" } action
            && action.GenericArguments.All(argument => argument.FullName == "System.String");
}
