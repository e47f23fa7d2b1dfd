using System.Net.Sockets;
using System.Runtime.InteropServices;
using Wasmill.Commands.SeeItWork.Checks;
using Wasmill.Commands.SeeItWork.Machine;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmill.Storage;

namespace Wasmill.Tests.Commands.SeeItWork.Checks;

/// <summary>What each check of the machine makes of the facts.</summary>
public sealed class MachineCheckTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_function_runs_here_and_a_failure_is_a_problem_with_its_reason()
    {
        Assert.Equal(CheckOutcome.Ok, (await new SandboxCheck(TimeProvider.System).RunAsync(Cancel)).Outcome);
        AssertResult(
            SandboxCheck.Judge("memory cannot be mapped", TimeSpan.Zero),
            CheckOutcome.Problem,
            "no function can run: memory cannot be mapped");
    }

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan), nameof(CheckOutcome.Ok), "PAGEMAP_SCAN")]
    [InlineData(nameof(PageMapAccess.Read), nameof(CheckOutcome.Warning), "Linux 6.7")]
    [InlineData(nameof(PageMapAccess.None), nameof(CheckOutcome.Warning), "a new instance for each event")]
    public void How_written_pages_are_told(string access, string outcome, string text)
        => AssertResult(PageMapCheck.Judge(Enum.Parse<PageMapAccess>(access)), Enum.Parse<CheckOutcome>(outcome), text);

    [Fact]
    public void Files_in_memory_are_needed()
    {
        AssertResult(MemoryFileCheck.Judge(true), CheckOutcome.Ok, "memfd_create works");
        AssertResult(MemoryFileCheck.Judge(false), CheckOutcome.Problem, "allow memfd_create");
    }

    [Theory]
    [InlineData(Architecture.X64, true, 2, null, nameof(CheckOutcome.Ok), "x64, 2 processors")]
    [InlineData(Architecture.Arm64, false, 1, null, nameof(CheckOutcome.Ok), "arm64, 1 processor")]
    [InlineData(Architecture.X64, true, 8, 1.5, nameof(CheckOutcome.Ok), "the control group leaves the time of 1.5")]
    [InlineData(Architecture.X64, true, 8, 0.25, nameof(CheckOutcome.Warning), "leaves 0.25 of a processor")]
    [InlineData(Architecture.X64, false, 2, null, nameof(CheckOutcome.Warning), "without SSE 4.1")]
    public void What_the_processors_can_do(
        Architecture architecture, bool hasRounding, int count, double? quota, string outcome, string text)
        => AssertResult(ProcessorCheck.Judge(architecture, hasRounding, count, quota), Enum.Parse<CheckOutcome>(outcome), text);

    [Theory]
    [InlineData(4L << 30, null, nameof(CheckOutcome.Ok), "4 GiB")]
    [InlineData(4L << 30, 512L << 20, nameof(CheckOutcome.Ok), "512 MiB (limit of the control group)")]
    [InlineData(4L << 30, 200L << 20, nameof(CheckOutcome.Warning), "a call may use 128 MiB")]
    [InlineData(4L << 30, 32L << 20, nameof(CheckOutcome.Problem), "not enough for a broker")]
    public void How_much_memory_there_is(long machine, long? limit, string outcome, string text)
        => AssertResult(MemoryCheck.Judge(machine, limit), Enum.Parse<CheckOutcome>(outcome), text);

    [Theory]
    [InlineData(long.MaxValue, nameof(CheckOutcome.Ok), "no limit")]
    [InlineData(65_536, nameof(CheckOutcome.Ok), "65,536, which leaves 100 connections")]
    [InlineData(1_024, nameof(CheckOutcome.Warning), "LimitNOFILE=65536")]
    [InlineData(256, nameof(CheckOutcome.Problem), "LimitNOFILE=65536")]
    public void How_many_files_may_be_open(long limit, string outcome, string text)
        => AssertResult(OpenFilesCheck.Judge(limit, 100), Enum.Parse<CheckOutcome>(outcome), text);

    [Theory]
    [InlineData(true, true, null, nameof(CheckOutcome.Ok), "1.2.3.4:5 is served by it")]
    [InlineData(true, false, null, nameof(CheckOutcome.Ok), "1.2.3.4:5 is free for it")]
    [InlineData(true, false, SocketError.AddressAlreadyInUse, nameof(CheckOutcome.Problem), "1.2.3.4:5 of it is in use by another process")]
    [InlineData(true, false, SocketError.AccessDenied, nameof(CheckOutcome.Problem), "is not permitted to this user")]
    [InlineData(false, false, SocketError.AddressAlreadyInUse, nameof(CheckOutcome.Warning), "the default of it, is in use")]
    [InlineData(false, false, SocketError.AddressNotAvailable, nameof(CheckOutcome.Warning), "--listen")]
    public void Whether_an_address_is_free(bool mustBeFree, bool serves, SocketError? error, string outcome, string text)
        => AssertResult(PortCheck.Judge("it", "1.2.3.4:5", mustBeFree, serves, error), Enum.Parse<CheckOutcome>(outcome), text);

    [Fact]
    public async Task A_port_is_tried_for_real()
    {
        await using var sink = await FlakySink.StartAsync();
        var taken = new Uri(sink.Address).Authority;
        Assert.Equal(CheckOutcome.Problem, (await new PortCheck("it", () => taken, true, () => false).RunAsync(Cancel)).Outcome);
        Assert.Equal(CheckOutcome.Ok, (await new PortCheck("it", () => taken, true, () => true).RunAsync(Cancel)).Outcome);
        var free = $"127.0.0.1:{Ports.Free()}";
        Assert.Equal(CheckOutcome.Ok, (await new PortCheck("it", () => free, true, () => false).RunAsync(Cancel)).Outcome);
        AssertResult(
            await new PortCheck("it", () => throw new IOException("broker.json is damaged"), true, () => false).RunAsync(Cancel),
            CheckOutcome.Problem,
            "broker.json is damaged");
    }

    [Theory]
    [InlineData(1L << 40, nameof(CheckOutcome.Ok), "1 TiB free for brokers in /home")]
    [InlineData(500L << 20, nameof(CheckOutcome.Warning), "500 MiB free")]
    [InlineData(0, nameof(CheckOutcome.Problem), "0 bytes free")]
    [InlineData(long.MaxValue, nameof(CheckOutcome.Warning), "is not known")]
    public void How_much_room_there_is(long bytes, string outcome, string text)
        => AssertResult(DiskSpaceCheck.Judge(bytes, "/home", "brokers"), Enum.Parse<CheckOutcome>(outcome), text);

    [Theory]
    [InlineData(1_200, "ext4", nameof(CheckOutcome.Ok), "a flush takes 1.2 ms on ext4")]
    [InlineData(45, "xfs", nameof(CheckOutcome.Ok), "a flush takes 45 µs on xfs")]
    [InlineData(3, "ext4", nameof(CheckOutcome.Warning), "a flush takes 3 µs on ext4, which no disk can do")]
    [InlineData(3, "tmpfs", nameof(CheckOutcome.Warning), "do not survive a restart of the machine")]
    [InlineData(900, "nfs4", nameof(CheckOutcome.Warning), "over the network")]
    [InlineData(80_000, "ext4", nameof(CheckOutcome.Warning), "--durability interval")]
    public void Whether_a_flush_can_be_honest(int microseconds, string system, string outcome, string text)
        => AssertResult(
            FlushCheck.Judge(TimeSpan.FromMicroseconds(microseconds), system, "/home"), Enum.Parse<CheckOutcome>(outcome), text);

    [Fact]
    public async Task A_flush_is_measured_where_the_home_would_be_and_leaves_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        var result = await new FlushCheck(folder.Path("none", "home"), TimeProvider.System).RunAsync(Cancel);
        Assert.NotEqual(CheckOutcome.Problem, result.Outcome);
        Assert.Empty(Directory.GetFileSystemEntries(folder.FullName));
    }

    [Theory]
    [InlineData(0, null, nameof(CheckOutcome.Ok), "2026-11-30 12:00:00Z")]
    [InlineData(0, -5, nameof(CheckOutcome.Ok), "2026-11-30 12:00:00Z")]
    [InlineData(100_000, null, nameof(CheckOutcome.Problem), "before this program was installed")]
    [InlineData(0, 3_600, nameof(CheckOutcome.Problem), "the clock has gone back")]
    public void Whether_the_clock_can_be_right(int installedIn, int? writtenIn, string outcome, string text)
        => AssertResult(
            ClockCheck.Judge(
                Now, Now + TimeSpan.FromSeconds(installedIn), writtenIn is { } seconds ? Now + TimeSpan.FromSeconds(seconds) : null),
            Enum.Parse<CheckOutcome>(outcome),
            text);

    [Fact]
    public void Who_can_use_a_folder()
    {
        AssertResult(FolderCheck.Judge("/h", "brokers", "HOME", false, null), CheckOutcome.Ok, "does not exist yet");
        AssertResult(FolderCheck.Judge("/h", "brokers", "HOME", true, null), CheckOutcome.Ok, "accessible to you only");
        AssertResult(
            FolderCheck.Judge("/h", "brokers", "HOME", true, new OpenPath("/h/token", null)),
            CheckOutcome.Problem,
            "/h/token is accessible to other users");
        AssertResult(
            FolderCheck.Judge("/h", "brokers", "HOME", true, new OpenPath("/h", 1000)),
            CheckOutcome.Problem,
            "belongs to another user (id 1000)");
    }

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1_023, "1023 bytes")]
    [InlineData(1_536, "1.5 KiB")]
    [InlineData(25L << 30, "25 GiB")]
    public void A_size_is_short(long bytes, string text) => Assert.Equal(text, MemorySize.Of(bytes));

    // A result that is not good says what to do.
    private static void AssertResult(CheckResult result, CheckOutcome outcome, string text)
    {
        Assert.Equal(outcome, result.Outcome);
        Assert.Contains(text, $"{result.Text} -> {result.Remedy}", StringComparison.Ordinal);
        Assert.Equal(outcome == CheckOutcome.Ok, result.Remedy is null);
    }
}
