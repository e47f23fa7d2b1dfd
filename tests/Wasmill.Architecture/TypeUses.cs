using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Wasmill.Architecture;

/// <summary>Reads what a type uses off its compiled form. A constant is compiled into its user and leaves no trace.</summary>
internal static class TypeUses
{
    /// <summary>
    /// The types that a type names in its declaration, its members and their code; each as the outermost type that it is nested in.
    /// </summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type)
        => WithNested(type).SelectMany(Declared).Concat(Code(type).SelectMany(Named)).SelectMany(Parts).Select(Outermost);

    /// <summary>The members of other types that a type's code names.</summary>
    public static IEnumerable<MemberReference> MembersOf(TypeDefinition type)
        => Code(type).Select(instruction => instruction.Operand).OfType<MemberReference>();

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static IEnumerable<Instruction> Code(TypeDefinition type)
        => WithNested(type).SelectMany(one => one.Methods).Where(method => method.HasBody).SelectMany(method => method.Body.Instructions);

    private static IEnumerable<TypeReference?> Declared(TypeDefinition type)
    {
        var members = type.Fields.Select(field => field.FieldType)
            .Concat(type.Methods.SelectMany(Signature))
            .Concat(type.Methods.Where(method => method.HasBody)
                .SelectMany(method => method.Body.Variables.Select(variable => variable.VariableType)))
            .Concat(type.Methods.Where(method => method.HasBody)
                .SelectMany(method => method.Body.ExceptionHandlers.Select(handler => handler.CatchType)));
        return type.Interfaces.Select(one => one.InterfaceType)
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType))
            .Concat(type.GenericParameters.SelectMany(parameter => parameter.Constraints.Select(constraint => constraint.ConstraintType)))
            .Concat(members)
            .Append(type.BaseType);
    }

    private static IEnumerable<TypeReference> Signature(MethodReference method)
        => method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType)
            .Concat(method is GenericInstanceMethod generic ? generic.GenericArguments : []);

    private static IEnumerable<TypeReference?> Named(Instruction instruction) => instruction.Operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        MethodReference method => Signature(method).Append(method.DeclaringType),
        _ => [],
    };

    // Dictionary<string, Foo[]> is made of Dictionary, string and Foo.
    private static IEnumerable<TypeReference> Parts(TypeReference? type) => type switch
    {
        null or GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Prepend(generic.ElementType),
        FunctionPointerType pointer => Signature(pointer).SelectMany(Parts),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };

    private static IEnumerable<TypeReference> Signature(FunctionPointerType pointer)
        => pointer.Parameters.Select(parameter => parameter.ParameterType).Append(pointer.ReturnType);

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
            type = outer;
        return type;
    }
}
