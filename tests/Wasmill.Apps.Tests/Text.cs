using System.Text;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests;

internal static class Text
{
    public static string Body(this FunctionResult result) => Encoding.UTF8.GetString(result.Response.Body.Span);

    public static string LogText(this FunctionResult result) => string.Join('\n', result.Log.Select(line => line.Text));

    public static string? Header(this FunctionResult result, string name)
        => result.Response.Headers.FirstOrDefault(header => header.Name == name).Value;
}
