namespace Wasmill.Acceptance.Examples;

/// <summary>The completion scripts in the shells themselves.</summary>
public sealed class CompletionScriptTests
{
    private static readonly (string Line, string Expected)[] InFish =
    [
        ("wasmill create tri", "trigger"),
        ("wasmill create trigger --target ", "billing cloudrun"),
        ("wasmill describe --output=j", "--output=json"),
        ("wasmill send-event --eventType u", "urn:x:y"),
        ("wasmill run -f fl", "flow.yaml flows/"),
    ];

    private static readonly (string Line, string Expected)[] InZsh =
    [
        ("wasmill create tri", "trigger"),
        ("wasmill create trigger --target ", "billing cloudrun"),
        ("wasmill describe --output=j", "--output=json"),
        ("wasmill send-event --eventType u", "urn:x:y"),
        ("wasmill run -f ", ":files"),
    ];

    private static readonly (string Line, string Expected)[] InBash =
    [
        ("wasmill cre", "create"),
        ("wasmill create tri", "trigger"),
        ("wasmill create trigger --targ", "--target"),
        ("wasmill create trigger --target ", "billing cloudrun"),
        ("wasmill create trigger --target=cl", "cloudrun"),
        ("wasmill delete trigger --broker wasm ", "orders"),
        ("wasmill send-event --eventType ", "order.created urn:x:y"),
        ("wasmill send-event --eventType urn:x", "x:y"),
        ("wasmill describe --output=j", "json"),
        ("wasmill brokers --set w", "wasm"),
        ("wasmill run -f fl", "flow.yaml flows"),
        ("wasmill nonsense ", ""),
    ];

    [Fact]
    public async Task Bash_completes_commands_options_and_names()
    {
        await using var tool = await PrepareAsync();
        foreach (var (line, expected) in InBash)
        {
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
    }

    [Fact]
    public async Task Zsh_completes_commands_options_and_names()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zsh") || File.Exists("/bin/zsh"), "zsh is not installed");
        await using var tool = await PrepareAsync();
        foreach (var (line, expected) in InZsh)
        {
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
    }

    [Fact]
    public async Task Fish_completes_commands_options_and_names()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/fish"), "fish is not installed");
        await using var tool = await PrepareAsync();
        foreach (var (line, expected) in InFish)
        {
            var outcome = await tool.ShellAsync($"fish --private -c 'wasmill completion fish | source; complete -C \"{line}\"'");
            var lines = outcome.Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(expected, string.Join(' ', lines.Select(one => one.Split('\t')[0])));
        }
    }

    [Fact]
    public async Task The_scripts_have_no_mistakes_of_syntax()
    {
        await using var tool = Tool.Create();
        ExampleStage.Prepare(tool);
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
