namespace Wasmill.CommandLine.Synonyms;

// Tested by: SynonymTests
/// <summary>Commands that users of other tools type. docs/reference/synonyms.md is made from this table.</summary>
internal static class CommandSynonyms
{
    private const string Tmctl = "tmctl";
    private const string Spin = "Spin";
    private const string Knative = "kn, kubectl";
    private const string Docker = "Docker";
    private const string Other = "others";

    /// <summary>The table.</summary>
    public static IReadOnlyList<CommandSynonym> All { get; } =
    [
        Answered(Tmctl, "config",
            "settings are options, see \"wasmill help\"; the current broker is set with \"wasmill brokers --set NAME\""),
        Answered(Tmctl, "dump", "the flow of a broker is the file flow.yaml in its folder: cat ~/.wasmill/BROKER/flow.yaml"),
        Answered(Tmctl, "import", "run a flow file with \"wasmill run -f FILE\""),

        Accepted(Spin, "plugin", "plugins"),
        Accepted(Spin, "template", "templates"),
        Accepted(Spin, "py2wasm", "build-py"),
        Answered(Spin, "deploy",
            "run the app in a broker with \"wasmill create target function --from FOLDER\", or serve it with \"wasmill up\""),
        Answered(Spin, "cloud",
            "run the app in a broker with \"wasmill create target function --from FOLDER\", or serve it with \"wasmill up\""),
        Answered(Spin, "registry", "there are no registries; copy the app's folder, spin.toml and its .wasm files are all that it needs"),
        Answered(Spin, "login",
            "there is nothing to log in to; credentials of a broker's producers are made with \"wasmill auth add NAME\""),
        Answered(Spin, "js2wasm", "functions are written in Python (\"wasmill new http-py NAME\") or C (\"wasmill new http-c NAME\")"),
        Answered(Spin, "kube", "run the app in a broker with \"wasmill create target function --from FOLDER\""),

        Accepted(Knative, "broker create", "create broker"),
        Accepted(Knative, "broker delete", "delete broker"),
        Accepted(Knative, "broker describe", "describe"),
        Accepted(Knative, "broker list", "brokers"),
        Accepted(Knative, "trigger delete", "delete trigger"),
        Accepted(Knative, "trigger describe", "describe"),
        Accepted(Knative, "trigger list", "describe"),
        Accepted(Knative, "source list", "describe"),
        Accepted(Knative, "event send", "send-event"),
        Accepted(Knative, "get brokers", "brokers"),
        Accepted(Knative, "get triggers", "describe"),
        Accepted(Knative, "get sources", "describe"),
        Accepted(Knative, "get targets", "describe"),
        Answered(Knative, "trigger create",
            "create a trigger with \"wasmill create trigger --name NAME --target TARGET --eventTypes TYPE\""),
        Answered(Knative, "trigger update", "delete the trigger, and create it anew with \"wasmill create trigger\""),
        Answered(Knative, "source ping create", "create a source with \"wasmill create source cron --schedule '* * * * *' --data '{}'\""),
        Answered(Knative, "source", "create a source with \"wasmill create source cron\", delete it with \"wasmill delete source NAME\""),
        Answered(Knative, "service", "run a function in a broker with \"wasmill create target function --from FOLDER\""),
        Answered(Knative, "channel", "there are no channels; a broker's triggers deliver every event to each target"),
        Answered(Knative, "subscription", "there are no channels; create a trigger with \"wasmill create trigger --target TARGET\""),
        Answered(Knative, "apply", "run a flow file, and follow its changes, with \"wasmill run -f FILE\""),

        Accepted(Docker, "ps", "brokers"),
        Accepted(Docker, "ls", "brokers"),
        Accepted(Docker, "list", "brokers"),
        Accepted(Docker, "rm", "delete broker"),
        Accepted(Docker, "kill", "stop"),
        Accepted(Docker, "restart", "start --restart"),
        Accepted(Docker, "events", "watch"),
        Accepted(Docker, "stats", "describe"),
        Accepted(Docker, "info", "version"),
        Answered(Docker, "compose", "run a flow file with \"wasmill run -f FILE\", or serve an app with \"wasmill up\""),
        Answered(Docker, "exec", "a function cannot be entered; run one event through it with \"wasmill invoke --event FILE\""),
        Answered(Docker, "pull", "there are no images; an app is a folder with spin.toml, which \"wasmill build\" builds"),
        Answered(Docker, "push", "there are no images; copy the app's folder, spin.toml and its .wasm files are all that it needs"),
        Answered(Docker, "images", "there are no images; \"wasmill describe\" lists the functions of a broker as targets"),

        Accepted(Other, "send", "send-event"),
        Accepted(Other, "publish", "send-event"),
        Accepted(Other, "pub", "send-event"),
        Accepted(Other, "subscribe", "watch"),
        Accepted(Other, "sub", "watch"),
        Accepted(Other, "tail", "logs --follow"),
        Accepted(Other, "serve", "up"),
        Accepted(Other, "status", "describe"),
        Accepted(Other, "console", "display"),
        Accepted(Other, "dashboard", "display"),
        Accepted(Other, "remove", "delete"),
        Accepted(Other, "deadletter", "deadletters"),
        Accepted(Other, "dead-letters", "deadletters"),
        Accepted(Other, "dlq", "deadletters"),
        Accepted(Other, "deadletters redeliver", "deadletters replay"),
        Accepted(Other, "deadletters retry", "deadletters replay"),
        Accepted(Other, "deadletters delete", "deadletters purge"),
        Answered(Other, "init", "create a function with \"wasmill new http-py NAME\", in this folder with --init"),
        Answered(Other, "test",
            "run one event through a function with \"wasmill invoke --event FILE\", test a filter with \"wasmill filter test\""),
        Answered(Other, "upgrade", "install the new version over this one: docs/install.md"),
        Answered(Other, "update", "install the new version over this one: docs/install.md"),
        Answered(Other, "install", "there is nothing to install: templates and the Python builder are built in"),
    ];

    private static CommandSynonym Accepted(string tool, string words, string means) => new(tool, words) { Means = means };

    private static CommandSynonym Answered(string tool, string words, string advice) => new(tool, words) { Advice = advice };
}
