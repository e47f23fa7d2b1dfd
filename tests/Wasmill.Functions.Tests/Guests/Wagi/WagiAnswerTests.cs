using System.Text;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Guests.Wagi;

namespace Wasmill.Functions.Tests.Guests.Wagi;

/// <summary>
/// The header lines of a CGI answer. The right values are those of Spin's own reader, but for repeated lines, which docs/spin.md says.
/// </summary>
public sealed class WagiAnswerTests
{
    [Theory]
    // The end of the headers, and carriage returns.
    [InlineData("Content-Type: text/plain\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("Content-Type: text/plain\r\n\r\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("Content-Type: text/plain\n\r\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("Content-Type: text/plain\r\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("Content-Type: text/\rplain\r\r\n\r\r\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("Content-Type: text/plain\n\na\r\n\r\nb", 200, "content-type=text/plain", "a\r\n\r\nb")]
    [InlineData("Content-Type: text/plain\n\n", 200, "content-type=text/plain", "")]
    [InlineData("Content-Type: text/plain\n\n\nbody", 200, "content-type=text/plain", "\nbody")]
    [InlineData("\nContent-Type: text/plain\n\nbody", 200, "content-type=text/plain", "body")]
    // Blanks and case.
    [InlineData("  CONTENT-TYPE  :   text/plain  \n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("Content-Type:text/plain\n \t \nX-One: 1\n\nbody", 200, "content-type=text/plain x-one=1", "body")]
    [InlineData("content-type: text/plain\nX-Empty:\n\n", 200, "content-type=text/plain x-empty=", "")]
    [InlineData("content-type: text/plain\nX-Colon: a:b: c\n\n", 200, "content-type=text/plain x-colon=a:b: c", "")]
    [InlineData("content-type: text/plain\nX-Text: gr\u00fc\u00df\n\n", 200, "content-type=text/plain x-text=gr\u00fc\u00df", "")]
    // Lines that are no headers.
    [InlineData("nonsense\ncontent-type: text/plain\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("HTTP/1.1 404 Not Found\ncontent-type: text/plain\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("content-type: text/plain\n: no name\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("content-type: text/plain\n   : no name\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("content-type: text/plain\nx y: no name\nx(y): none\n\u00fc: none\n\nbody", 200, "content-type=text/plain", "body")]
    [InlineData("content-type: text/plain\n continued\n\nbody", 200, "content-type=text/plain", "body")]
    // Status.
    [InlineData("Status: 404\n\nbody", 404, "", "body")]
    [InlineData("status: 404 Not Found\ncontent-type: text/plain\n\nbody", 404, "content-type=text/plain", "body")]
    [InlineData("content-type: text/plain\nSTATUS:201 Created\n\n", 201, "content-type=text/plain", "")]
    [InlineData("Status: soon\n\n", 502, "", "")]
    [InlineData("Status:\n\n", 502, "", "")]
    [InlineData("Status: 40\n\n", 502, "", "")]
    [InlineData("Status: 0404\n\n", 502, "", "")]
    [InlineData("Status: +404\n\n", 502, "", "")]
    [InlineData("Status: 404\tNot Found\n\n", 502, "", "")]
    [InlineData("Status: 099\n\n", 502, "", "")]
    [InlineData("Status: 200\nStatus: 404\n\n", 404, "", "")]
    // Location.
    [InlineData("Location: /there\n\n", 302, "location=/there", "")]
    [InlineData("Location: /there\nStatus: 308\n\n", 308, "location=/there", "")]
    [InlineData("Status: 308\nLocation: /there\n\n", 308, "location=/there", "")]
    [InlineData("Location: /there\nContent-Type: text/plain\n\nmoved", 302, "location=/there content-type=text/plain", "moved")]
    // Repeated lines: of what there can be one of, the last holds; the others all reach the client.
    [InlineData("content-type: a/b\nx-one: 1\nContent-Type: c/d\n\n", 200, "x-one=1 content-type=c/d", "")]
    [InlineData("location: /a\nlocation: /b\n\n", 302, "location=/b", "")]
    [InlineData("content-type: a/b\nSet-Cookie: a=1\nset-cookie: b=2\n\n", 200, "content-type=a/b set-cookie=a=1 set-cookie=b=2", "")]
    public void The_header_lines_are_read_as_Spin_reads_them(string output, int status, string headers, string body)
    {
        var answer = WagiAnswer.Parse(Encoding.UTF8.GetBytes(output));
        Assert.Equal(
            (status, headers, body),
            (
                answer.Status,
                string.Join(' ', answer.Headers.Select(header => $"{header.Name}={header.Value}")),
                Encoding.UTF8.GetString(answer.Body.Span)));
    }

    [Theory]
    [InlineData("", "the program wrote nothing to its standard output")]
    [InlineData("body", "no empty line ends the headers")]
    [InlineData("content-type: text/plain\n", "no empty line ends the headers")]
    [InlineData("content-type: text/plain\r\n\r", "no empty line ends the headers")]
    [InlineData("\n\nbody", "exactly one of 'location' or 'content-type' must be specified")]
    [InlineData("x-other: 1\n\nbody", "exactly one of 'location' or 'content-type' must be specified")]
    [InlineData("content type: text/plain\n\nbody", "exactly one of 'location' or 'content-type' must be specified")]
    [InlineData("content-type: a\u0001b\n\n", "the value of the header content-type contains control characters")]
    [InlineData("location: a\u0000b\n\n", "the value of the header location contains control characters")]
    public void What_Spin_answers_with_500_is_a_bad_answer(string output, string reason)
        => Assert.Equal(reason, Assert.Throws<BadAnswerException>(() => WagiAnswer.Parse(Encoding.UTF8.GetBytes(output))).Message);

    [Fact]
    public void Header_lines_that_are_not_UTF_8_are_a_bad_answer_and_a_body_may_be_anything()
    {
        byte[] latin = [.. "content-type: text/plain\nx-name: Jos"u8, 0xE9, .. "\n\n"u8];
        Assert.Equal("the header lines are not UTF-8", Assert.Throws<BadAnswerException>(() => WagiAnswer.Parse(latin)).Message);
        byte[] body = [0xE9, 0, 13, 10];
        Assert.Equal(body, WagiAnswer.Parse([.. "content-type: text/plain\n\n"u8, .. body]).Body.ToArray());
    }
}
