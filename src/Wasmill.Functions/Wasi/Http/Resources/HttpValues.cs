using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;

namespace Wasmill.Functions.Wasi.Http.Resources;

// Tested by: WasiHttpTypesTests
/// <summary>Reads and writes methods, schemes and errors.</summary>
internal static class HttpValues
{
    /// <summary>The size of a method or a scheme.</summary>
    public const int NameSize = 12;

    /// <summary>The size of an error, which is aligned to 8 bytes.</summary>
    public const int ErrorSize = 32;

    /// <summary>Reads a method: its case, and address and length of its name.</summary>
    /// <returns>Null if HTTP does not allow it.</returns>
    public static string? ReadMethod(CanonicalCall call, ReadOnlySpan<long> method)
        => HttpNames.Method(call.Case("the method", method[0], HttpNames.MethodCount))
            ?? (call.Text("the method", method[1], method[2]) is var name && HeaderRules.IsName(name) ? name : null);

    /// <summary>Reads an optional scheme: its presence, its case, and address and length of its name.</summary>
    public static string? ReadScheme(CanonicalCall call, ReadOnlySpan<long> option)
        => call.Flag("the scheme", option[0])
            ? HttpNames.Scheme(call.Case("the scheme", option[1], HttpNames.SchemeCount)) ?? call.Text("the scheme", option[2], option[3])
            : null;

    /// <summary>Writes a method.</summary>
    public static void WriteMethod(ReturnArea area, uint offset, string method)
        => WriteName(area, offset, HttpNames.CaseOfMethod(method), HttpNames.MethodCount, method);

    /// <summary>Writes an optional scheme: its presence, and 4 bytes further the scheme.</summary>
    public static void WriteScheme(ReturnArea area, uint offset, string? scheme)
    {
        if (scheme is not null)
            WriteName(area, offset + 4, HttpNames.CaseOfScheme(scheme), HttpNames.SchemeCount, scheme);
        area.Write8(offset, scheme is null ? (byte)0 : (byte)1);
    }

    /// <summary>Writes an error; what it carries lies 8 bytes further.</summary>
    public static void WriteError(ReturnArea area, uint offset, HttpFailure failure)
    {
        switch (failure.Code)
        {
            case HttpErrorCode.HttpRequestBodySize or HttpErrorCode.HttpResponseBodySize:
                area.Write8(offset + 8, failure.Size is null ? (byte)0 : (byte)1);
                area.Write64(offset + 16, failure.Size ?? 0);
                break;
            case HttpErrorCode.InternalError:
                area.WriteOption(offset + 8, failure.Text);
                break;
            // Optional: the return code of the name server and its number.
            case HttpErrorCode.DnsError:
                area.Write8(offset + 8, 0);
                area.Write8(offset + 20, 0);
                break;
        }

        area.Write8(offset, (byte)failure.Code);
    }

    /// <summary>Writes a result without a payload: ok 0, or error 1 with the failure at 8.</summary>
    public static long WriteResult(ReturnArea area, HttpFailure? failure)
    {
        if (failure is not null)
            WriteError(area, 8, failure);
        area.Write8(0, failure is null ? (byte)0 : (byte)1);
        return 0;
    }

    /// <summary>Writes a result that is a handle at 4, or an error without a payload.</summary>
    public static long WriteHandle(ReturnArea area, uint? handle)
    {
        area.Write32(4, handle ?? 0);
        area.Write8(0, handle is null ? (byte)1 : (byte)0);
        return 0;
    }

    private static void WriteName(ReturnArea area, uint offset, int index, int count, string name)
    {
        if (index == count - 1)
            area.WriteText(offset + 4, name);
        area.Write8(offset, (byte)index);
    }
}
