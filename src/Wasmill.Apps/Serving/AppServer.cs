using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Wasmill.Apps.Routing;
using Wasmill.Functions;
using Wasmill.Storage;
using Wasmill.Web;
using Wasmill.Web.Messages;

namespace Wasmill.Apps.Serving;

/// <summary>The HTTP server of <c>up</c>: serves one app until it is stopped.</summary>
public sealed class AppServer : IAsyncDisposable
{
    private const string WellKnown = "/.well-known/spin";

    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(10);

    private readonly LiveApp _app;
    private readonly ComponentLogs _logs;
    private readonly AppServerOptions _options;
    private readonly CancellationTokenSource _stop = new();
    private WebServer? _server;
    private Task<bool> _warmUp = Task.FromResult(false);

    private AppServer(LiveApp app, AppServerOptions options)
    {
        _app = app;
        _options = options;
        _logs = new ComponentLogs(options.LogFolder, options.Output, new FailedWrites(options.Time, options.Log));
    }

    /// <summary>The address that the server listens on, such as <c>http://127.0.0.1:3000</c>.</summary>
    public string Address => _server!.Address;

    /// <summary>Starts serving an app. The server does not own the app.</summary>
    /// <exception cref="WebServerException">The server cannot listen on the address.</exception>
    public static async Task<AppServer> StartAsync(LiveApp app, AppServerOptions options, CancellationToken cancellationToken)
    {
        var server = new AppServer(app, options);
        foreach (var (hidden, winner) in RouteTable.FindHidden(app.Model.Routes))
            options.Log.RouteHidden(hidden.Pattern, hidden.ComponentId, winner.ComponentId);
        app.SelfAnswered = answer => server.Log(answer);
        server._server = await ListenAsync(options, server.AnswerAsync, cancellationToken);
        return server;
    }

    /// <summary>
    /// Has the code of a request compiled in the background, so that the first client does not wait for it. No function is called. May be
    /// called once.
    /// </summary>
    /// <param name="host">The host of the functions.</param>
    /// <param name="pause">The time to wait before: a client that comes meanwhile does not share the processors with it.</param>
    /// <returns>True if it worked; need not be awaited.</returns>
    public Task<bool> WarmUpAsync(IFunctionHost host, TimeSpan pause) => _warmUp = Task.Run(() => RequestOwnAsync(host, pause));

    /// <summary>Accepts no new requests and waits up to ten seconds for those in flight.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _server!.StopAsync(Drain);
        await _warmUp;
        await _server.DisposeAsync();
        _logs.Dispose();
        _stop.Dispose();
    }

    private static async Task<WebServer> ListenAsync(AppServerOptions options, RequestDelegate handler, CancellationToken cancellationToken)
    {
        var web = new WebServerOptions
        {
            Limits = new WebServerLimits { BodyBytes = options.MaxBodyBytes },
            Certificate = options.Certificate,
            AllowedHosts = options.AllowedHosts,
            Log = options.Log,
        };
        var listen = options.Listen;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WebServer.StartAsync(listen, web, handler, cancellationToken);
            }
            catch (WebServerException error) when (error.IsAddressInUse
                && attempt < options.PortAttempts
                && IPEndPoint.Parse(listen) is { Port: < IPEndPoint.MaxPort } taken)
            {
                listen = new IPEndPoint(taken.Address, taken.Port + 1).ToString();
            }
            catch (WebServerException error) when (error.IsAddressInUse && attempt > 1)
            {
                throw new WebServerException(
                    $"{options.Listen} and the {attempt - 1} ports after it are already in use; use another address", error);
            }
        }
    }

    // All that a request of a client needs, except for the function.
    private async Task<bool> RequestOwnAsync(IFunctionHost host, TimeSpan pause)
    {
        await Task.Delay(pause, _options.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_stop.IsCancellationRequested)
            return false;
        await using var app = await AppWarmUp.LoadAsync(_app.Model.Folder, host);
        var server = new AppServer(app, new AppServerOptions { Time = _options.Time });
        server._logs.Write(AppWarmUp.Name, AppWarmUp.Result);
        return await _server!.WarmUpAsync(server.AnswerAsync, _stop.Token);
    }

    private Task AnswerAsync(HttpContext context)
        => context.Request.Path.StartsWithSegments(WellKnown, StringComparison.Ordinal)
            ? AnswerWellKnownAsync(context)
            : _options.Answered is { } answered ? ReportAsync(context, answered) : RouteAsync(context);

    private async Task ReportAsync(HttpContext context, Action<AnsweredRequest> answered)
    {
        var started = _options.Time.GetTimestamp();
        string? component = null;
        int? failure = null;
        try
        {
            component = await RouteAsync(context);
        }
        catch (Exception error)
        {
            // The status that the web server will answer with.
            failure = error is BadHttpRequestException refused ? refused.StatusCode : StatusCodes.Status500InternalServerError;
            throw;
        }
        finally
        {
            var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
            var status = context.RequestAborted.IsCancellationRequested ? 0 : failure ?? context.Response.StatusCode;
            answered(new AnsweredRequest(component, context.Request.Method, target, status, _options.Time.GetElapsedTime(started)));
        }
    }

    // Returns the component that answered.
    private async Task<string?> RouteAsync(HttpContext context)
    {
        try
        {
            var answer = await HandleAsync(context);
            if (answer.Result is not { } result)
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return null;
            }

            if (!result.IsStreamed)
                await ResponseWriter.WriteAsync(context.Response, result.Response, context.RequestAborted);
            return answer.ComponentId;
        }
        catch (BadHttpRequestException error)
            when (error.StatusCode == StatusCodes.Status413PayloadTooLarge && !context.Response.HasStarted)
        {
            await PlainAnswer.WriteAsync(
                context,
                error.StatusCode,
                FormattableString.Invariant($"the body is larger than the {_options.MaxBodyBytes} bytes that a function may receive"));
            return null;
        }
    }

    private async Task<AppAnswer> HandleAsync(HttpContext context)
    {
        var sink = new ResponseStream(context);
        try
        {
            var answer = await _app.HandleAsync(
                await RequestReader.ReadAsync(context) with { Sink = sink }, context.RequestAborted);
            Log(answer);
            return answer;
        }
        finally
        {
            await sink.StopAsync();
        }
    }

    private void Log(AppAnswer answer)
    {
        if (answer is { ComponentId: { } component, Result: { } result })
            _logs.Write(component, result);
    }

    private async Task AnswerWellKnownAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case WellKnown + "/health":
                await context.Response.WriteAsync("OK", context.RequestAborted);
                break;
            case WellKnown + "/info":
                context.Response.ContentType = "application/json";
                await context.Response.Body.WriteAsync(AppInfo.ToJson(_app.Model), context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                break;
        }
    }
}
