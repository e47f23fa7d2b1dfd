using Wasmill.Broker.Engines.Providers;
using Wasmill.Client.Home;

namespace Wasmill.Client.Tests.Home;

public sealed class BrokerSettingsTests
{
    private static readonly BrokerSettings Plain = new("127.0.0.1:8080", null, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Commands_use_the_address_of_the_admin_API_when_there_is_one()
    {
        Assert.Equal("http://localhost:8080", Plain.LocalUrl());
        Assert.Equal("https://localhost:8080", (Plain with { TlsCertificate = "a.pem" }).LocalUrl());
        Assert.Equal(
            "http://localhost:9",
            (Plain with { Listen = "0.0.0.0:8080", TlsCertificate = "a.pem", AdminListen = "127.0.0.1:9" }).LocalUrl());
    }

    [Fact]
    public void The_source_is_one_file_several_or_none()
    {
        Assert.Null(Plain.Source);
        Assert.Equal(["/a.yaml"], (Plain with { FlowFile = "/a.yaml" }).Source!.Paths);
        Assert.Equal(["/a", "/b"], (Plain with { FlowFile = "/c", FlowFiles = ["/a", "/b"] }).Source!.Paths);
    }

    [Fact]
    public void Settings_are_read_as_they_were_written()
    {
        using var folder = new TemporaryFolder();
        var broker = new WasmillHome(folder.FullName).Folder("b");
        var settings = Plain with
        {
            InsecureOpen = true,
            LogFileBytes = 5,
            AdminListen = "127.0.0.1:9",
            BaseFolder = "/x",
            FlowFromInput = true,
            Engine = new EngineSettings("memory"),
        };
        broker.Create(settings);
        Assert.Equal(settings, broker.ReadSettings());
    }
}
