using System.Text;
using Wasmill.Functions;
using Wasmill.Functions.Hosting;

namespace Wasmill.Apps.Tests.Building.Python;

public sealed class PythonReuseTests
{
    private const string Counter = """
        from spin_http import Response

        SEEN = []

        def handle_request(request):
            SEEN.append(len(request.body))
            return Response(200, {"content-type": "text/plain"}, f"{len(SEEN)} {sum(SEEN)}")
        """;

    [Fact]
    public async Task By_default_an_app_never_sees_what_an_earlier_event_left()
        => Assert.Equal(["1 1", "1 2", "1 3"], await AnswersAsync(eventsPerInstance: 1, "a", "bb", "ccc"));

    [Fact]
    public async Task An_app_that_may_answer_two_events_with_an_instance_sees_the_one_before()
        => Assert.Equal(["1 1", "2 3", "1 3", "2 7"], await AnswersAsync(eventsPerInstance: 2, "a", "bb", "ccc", "dddd"));

    // Large bodies in turn: what an answer and a request occupied is used again, or the memory would end.
    [Fact]
    public async Task A_thousand_megabytes_go_through_one_instance()
    {
        var body = new string('x', 1 << 20);
        var answers = await AnswersAsync(eventsPerInstance: 1000, Enumerable.Repeat(body, 1000).ToArray());
        Assert.Equal($"1000 {1000L << 20}", answers[^1]);
    }

    private static async Task<List<string>> AnswersAsync(int eventsPerInstance, params string[] bodies)
    {
        await using var app = PythonApp.With(Counter);
        app.Build();
        // Two workers, of which a function may hold one: an instance is kept before the next event comes.
        await using var host = new FunctionHost(new FunctionHostOptions { CacheFolder = TestHost.CacheFolder, Workers = 2 });
        var config = new FunctionConfig { Name = "app", Limits = new FunctionLimits { EventsPerInstance = eventsPerInstance } };
        await using var function = await host.LoadAsync(
            await File.ReadAllBytesAsync(app.Output, TestContext.Current.CancellationToken), config, TestContext.Current.CancellationToken);
        var answers = new List<string>();
        foreach (var body in bodies)
        {
            var result = await function.InvokeAsync(
                new FunctionRequest("POST", "/", [], Encoding.UTF8.GetBytes(body)), TestContext.Current.CancellationToken);
            answers.Add(Encoding.UTF8.GetString(result.Response.Body.Span));
        }

        return answers;
    }
}
