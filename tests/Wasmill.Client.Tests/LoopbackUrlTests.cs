using Wasmill.Client.Home;

namespace Wasmill.Client.Tests;

public sealed class LoopbackUrlTests
{
    [Theory]
    [InlineData("http://localhost:8080", "http://127.0.0.1:8080")]
    [InlineData("http://localhost:8080/targets/localhost:", "http://127.0.0.1:8080/targets/localhost:")]
    [InlineData("https://localhost:8443", "https://localhost:8443")]
    [InlineData("http://[::1]:8080", "http://[::1]:8080")]
    [InlineData("http://localhost.example:8080", "http://localhost.example:8080")]
    public void The_name_of_this_machine_needs_no_resolver(string url, string reached) => Assert.Equal(reached, LoopbackUrl.Of(url));
}
