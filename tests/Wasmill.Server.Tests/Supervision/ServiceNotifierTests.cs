using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Server.Processes;
using Wasmill.Server.Supervision;

namespace Wasmill.Server.Tests.Supervision;

/// <summary>The states of a process as sd_notify(3) words them.</summary>
public sealed class ServiceNotifierTests
{
    [Fact]
    public async Task Each_state_is_a_notification_with_a_status_of_one_line()
    {
        using var folder = new TemporaryFolder();
        using var manager = new NotifySocket(folder.Path("notify"));
        var time = TimeProvider.System;
        using var notifier = new ServiceNotifier(folder.Path("notify"), time, NullLogger.Instance);

        notifier.Starting("reading");
        Assert.Equal(["STATUS=reading"], await manager.ReceiveAsync());
        notifier.Ready("serving\nREADY=0");
        Assert.Equal(["READY=1", "STATUS=serving"], await manager.ReceiveAsync());
        var before = time.GetElapsedTime(0).TotalMicroseconds;
        notifier.Reloading("reading again");
        var reloading = await manager.ReceiveAsync();
        Assert.Equal(("RELOADING=1", "STATUS=reading again", 3), (reloading[0], reloading[2], reloading.Length));
        var microseconds = reloading[1]["MONOTONIC_USEC=".Length..];
        Assert.InRange(
            double.Parse(microseconds, CultureInfo.InvariantCulture), Math.Floor(before), time.GetElapsedTime(0).TotalMicroseconds);
        notifier.Alive();
        Assert.Equal(["WATCHDOG=1"], await manager.ReceiveAsync());
        notifier.Stopping("finishing");
        Assert.Equal(["STOPPING=1", "STATUS=finishing"], await manager.ReceiveAsync());
    }

    [Fact]
    public async Task An_abstract_address_is_understood()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "abstract addresses are Linux's");
        var name = $"wasmill-test-{Guid.NewGuid():N}";
        using var manager = new NotifySocket('\0' + name);
        using var notifier = new ServiceNotifier('@' + name, TimeProvider.System, NullLogger.Instance);
        notifier.Alive();
        Assert.Equal(["WATCHDOG=1"], await manager.ReceiveAsync());
    }

    [Theory]
    [InlineData("/nonexistent/notify")]
    [InlineData("vsock:2:1234")]
    public void A_manager_that_cannot_be_reached_is_reported_once(string address)
    {
        var messages = new List<LogEntry>();
        using var notifier =
            new ServiceNotifier(address, TimeProvider.System, new ProcessLogger("b", TimeProvider.System, messages.Add));
        notifier.Alive();
        notifier.Alive();
        var message = Assert.Single(messages);
        Assert.Equal((LogLevel.Warning, 9151), (message.Level, message.Id.Id));
        Assert.StartsWith("the service manager cannot be notified: ", message.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_manager_nothing_happens()
    {
        using var notifier = new ServiceNotifier(null, TimeProvider.System, NullLogger.Instance);
        notifier.Ready("serving");
    }
}
