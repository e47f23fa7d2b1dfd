using Wasmill.Web.Messages;
using Wasmill.Web.Requests;

namespace Wasmill.Web.Tests;

/// <summary>Answers with a status from 500 are told with their reason, and a flood of them is not a flood of lines.</summary>
public sealed class FailureReportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_exception_is_a_500_with_a_line_and_is_reported_with_its_stack()
    {
        var lines = new List<string>();
        await using var server = await WebServer.StartAsync(
            "127.0.0.1:0",
            new WebServerOptions { Log = new LineLogger(lines.Add) },
            _ => throw new InvalidOperationException("boom"),
            Cancel);
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(server.Address + "/x"), Cancel);
        Assert.Equal(
            (500, "internal error of wasmill; see its log\n"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
        Assert.StartsWith(
            "GET /x was answered with 500: System.InvalidOperationException: boom\n", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_503_is_reported_with_its_reason_once_in_a_while_and_another_status_is_not()
    {
        var lines = new List<string>();
        await using var server = await WebServer.StartAsync(
            "127.0.0.1:0",
            new WebServerOptions { Log = new LineLogger(lines.Add) },
            context => PlainAnswer.WriteAsync(context, context.Request.Path == "/full" ? 503 : 404, "the reason"),
            Cancel);
        using var http = new HttpClient();
        foreach (var path in (string[])["/full", "/full", "/none", "/full"])
            using (await http.GetAsync(new Uri(server.Address + path), Cancel))
            {
            }

        // The last answer may come before its report.
        await server.StopAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(["GET /full was answered with 503: the reason"], lines);
    }

    [Fact]
    public void What_was_left_out_is_counted()
    {
        var time = new ManualTime();
        var lines = new List<string>();
        var report = new FailureReport(new LineLogger(lines.Add), time);
        for (var i = 0; i < 3; i++)
            report.Note("POST", "/", 503, "full");
        report.Note("POST", "/", 503, "other");
        time.Ticks += TimeSpan.FromSeconds(10).Ticks;
        report.Note("POST", "/", 503, "full");
        Assert.Equal(
            [
                "POST / was answered with 503: full",
                "POST / was answered with 503: other",
                "POST / was answered with 503: full (2 more since the last such line)",
            ],
            lines);
    }

    private sealed class ManualTime : TimeProvider
    {
        public long Ticks { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Ticks;
    }
}
