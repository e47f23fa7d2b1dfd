namespace Wasmill.Acceptance.Examples;

/// <summary>The completion scripts in the shells themselves.</summary>
public sealed class CompletionScriptTests
{
    [Theory]
    [InlineData("wasmill cre", "create")]
    [InlineData("wasmill create tri", "trigger")]
    [InlineData("wasmill create trigger --targ", "--target")]
    [InlineData("wasmill create trigger --target ", "billing cloudrun")]
    [InlineData("wasmill create trigger --target=cl", "cloudrun")]
    [InlineData("wasmill delete trigger --broker wasm ", "orders")]
    [InlineData("wasmill send-event --eventType ", "order.created urn:x:y")]
    [InlineData("wasmill send-event --eventType urn:x", "x:y")]
    [InlineData("wasmill describe --output=j", "json")]
    [InlineData("wasmill brokers --set w", "wasm")]
    [InlineData("wasmill run -f fl", "flow.yaml flows")]
    [InlineData("wasmill nonsense ", "")]
    public async Task Bash_completes_commands_options_and_names(string line, string expected)
    {
        await using var tool = await PrepareAsync();
        // What readline does: it splits at blanks, = and :, and calls the function.
        var outcome = await tool.ShellAsync($$"""
            source <(wasmill completion bash)
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_WORDS=() COMP_CWORD=0
            rest=$COMP_LINE
            while [[ $rest =~ ^([^[:space:]=:]+|[=:]+)?([[:space:]]*)(.*)$ && -n $rest ]]; do
                [[ -n ${BASH_REMATCH[1]} ]] && COMP_WORDS+=("${BASH_REMATCH[1]}")
                [[ -n ${BASH_REMATCH[2]} && -z ${BASH_REMATCH[3]} ]] && COMP_WORDS+=('')
                rest=${BASH_REMATCH[3]}
            done
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            complete -p wasmill | grep -q _wasmill || exit 9
            _wasmill
            printf '%s\n' "${COMPREPLY[@]}"
            """);
        Assert.Equal(
            expected,
            string.Join(' ', outcome.Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)));
        Assert.Equal("", outcome.Error);
    }

    [Theory]
    [InlineData("wasmill create tri", "trigger")]
    [InlineData("wasmill create trigger --target ", "billing cloudrun")]
    [InlineData("wasmill describe --output=j", "--output=json")]
    [InlineData("wasmill send-event --eventType u", "urn:x:y")]
    [InlineData("wasmill run -f ", ":files")]
    public async Task Zsh_completes_commands_options_and_names(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh") || File.Exists("/bin/zsh"), "zsh is not installed");
        await using var tool = await PrepareAsync();
        var words = line.Split(' ');
        // The two functions of zsh that show candidates work in a line editor only.
        await File.WriteAllTextAsync(
            Path.Combine(tool.Work, "complete.zsh"),
            $$"""
            compdef() { [[ $1 == _wasmill && $2 == wasmill ]] || exit 9 }
            _describe() { local one; for one in "${(@P)4}"; do print -r -- "${${one//\\:/@}%%:*}"; done | tr @ : }
            _files() { print :files }
            source <(wasmill completion zsh)
            words=({{string.Join(' ', words.Select(word => $"'{word}'"))}}) CURRENT={{words.Length}}
            _wasmill
            exit 0
            """,
            TestContext.Current.CancellationToken);
        var outcome = (await tool.ShellAsync("zsh -f complete.zsh")).Succeeded();
        Assert.Equal((expected, ""), (string.Join(' ', outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)), outcome.Error));
    }

    [Theory]
    [InlineData("wasmill create tri", "trigger")]
    [InlineData("wasmill create trigger --target ", "billing cloudrun")]
    [InlineData("wasmill describe --output=j", "--output=json")]
    [InlineData("wasmill send-event --eventType u", "urn:x:y")]
    [InlineData("wasmill run -f fl", "flow.yaml flows/")]
    public async Task Fish_completes_commands_options_and_names(string line, string expected)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "fish is not installed");
        await using var tool = await PrepareAsync();
        var outcome = await tool.ShellAsync($"fish --private -c 'wasmill completion fish | source; complete -C \"{line}\"'");
        Assert.Equal(
            expected,
            string.Join(' ', outcome.Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('\t')[0])));
    }

    [Fact]
    public async Task The_scripts_have_no_mistakes_of_syntax()
    {
        await using var tool = await PrepareAsync();
        foreach (var shell in (string[])["bash", "zsh", "fish"])
        {
            if (File.Exists($"/usr/bin/{shell}") || File.Exists($"/bin/{shell}"))
                (await tool.ShellAsync($"wasmill completion {shell} > script && {shell} -n script")).Succeeded();
        }
    }

    private static async Task<Tool> PrepareAsync()
    {
        var tool = Tool.Create();
        ExampleStage.Prepare(tool);
        Directory.CreateDirectory(Path.Combine(tool.Work, "flows"));
        File.WriteAllText(Path.Combine(tool.Work, "flow.yaml"), "");
        await tool.SucceedAsync("create", "broker", "wasm");
        foreach (var target in (string[])["billing", "cloudrun"])
            await tool.SucceedAsync("create", "target", "cloudevents", "--name", target, "--endpoint", "http://localhost:9");
        await tool.SucceedAsync("create", "trigger", "--name", "orders", "--target", "billing", "--eventTypes", "order.created");
        await tool.SucceedAsync("send-event", "--eventType", "urn:x:y", "{}");
        return tool;
    }
}
