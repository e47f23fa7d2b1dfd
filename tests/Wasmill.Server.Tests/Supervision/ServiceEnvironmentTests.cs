using Wasmill.Server.Supervision;

namespace Wasmill.Server.Tests.Supervision;

/// <summary>A process obeys what its service manager says to it, and not what is meant for another process.</summary>
public sealed class ServiceEnvironmentTests
{
    private const int Me = 42;

    [Fact]
    public void Without_a_service_manager_nothing_is_read() => Assert.Equal(ServiceEnvironment.None, Read());

    [Fact]
    public void Everything_that_a_service_manager_says_is_read()
        => Assert.Equal(
            new ServiceEnvironment
            {
                NotifyAddress = "/run/systemd/notify",
                WatchdogTimeout = TimeSpan.FromSeconds(30),
                Sockets = 1,
                LogsToJournal = true,
            },
            Read(
                "NOTIFY_SOCKET=/run/systemd/notify", "WATCHDOG_USEC=30000000", "WATCHDOG_PID=42", "LISTEN_PID=42", "LISTEN_FDS=1",
                "JOURNAL_STREAM=8:4711"));

    [Fact]
    public void What_is_meant_for_another_process_is_ignored()
        => Assert.Equal(
            ServiceEnvironment.None,
            Read("WATCHDOG_USEC=30000000", "WATCHDOG_PID=41", "LISTEN_PID=41", "LISTEN_FDS=1", "JOURNAL_STREAM=8:471"));

    [Fact]
    public void A_watchdog_without_a_process_is_meant_for_this_one()
        => Assert.Equal(TimeSpan.FromMilliseconds(2), Read("WATCHDOG_USEC=2000").WatchdogTimeout);

    [Theory]
    [InlineData("WATCHDOG_USEC=soon")]
    [InlineData("WATCHDOG_USEC=0")]
    [InlineData("NOTIFY_SOCKET=")]
    [InlineData("JOURNAL_STREAM=4711")]
    [InlineData("JOURNAL_STREAM=8:")]
    [InlineData("LISTEN_FDS=1")]
    public void What_makes_no_sense_is_ignored(string variable) => Assert.Equal(ServiceEnvironment.None, Read(variable));

    private static ServiceEnvironment Read(params string[] variables)
    {
        var values = variables.Select(variable => variable.Split('=', 2)).ToDictionary(parts => parts[0], parts => parts[1]);
        return ServiceEnvironment.Read(values.GetValueOrDefault, Me, "socket:[4711]");
    }
}
