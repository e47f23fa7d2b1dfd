namespace Wasmill.CommandLine.Synonyms;

// Tested by: SynonymTests
/// <summary>Options that users of other tools type. docs/reference/synonyms.md is made from this table.</summary>
internal static class OptionSynonyms
{
    private const string Tmctl = "tmctl";
    private const string Spin = "Spin";
    private const string Knative = "kn, kubectl";
    private const string Docker = "Docker";
    private const string Other = "others";

    private const string Up = "up";
    private const string NoOption = "leave it out: ";

    // In the order of the commands in the help.
    /// <summary>The table.</summary>
    public static IReadOnlyList<OptionSynonym> All { get; } =
    [
        Answered(Spin, "new", "--values-file", "write each parameter as -v NAME=VALUE"),
        Answered(Spin, "new", "--tag", "\"wasmill templates\" lists the templates; choose one with -t"),
        Answered(Spin, "add", "--values-file", "write each parameter as -v NAME=VALUE"),
        Answered(Spin, "add", "--tag", "\"wasmill templates\" lists the templates; choose one with -t"),
        Answered(Spin, "new", "--target-environment", NoOption + "an app is checked when it is built and served"),

        Answered(Spin, "build", "--skip-target-checks", NoOption + "there are no target environments"),
        Answered(Spin, "build", "--skip-generate-wits", NoOption + "no WIT files are generated"),

        .. Serving(Accepted(Spin, Up, "--from-file", "--from")),
        .. Serving(Accepted(Spin, Up, "--request-timeout", "--deadline")),
        .. Serving(Answered(Spin, Up, "--from-registry", "there are no registries; copy the app's folder and use -f FOLDER")),
        .. Serving(Answered(Spin, Up, "--insecure", "there are no registries; use -f FOLDER")),
        .. Serving(Answered(Spin, Up, "--temp", NoOption + "files are served from the app's folder")),
        .. Serving(Answered(Spin, Up, "--direct-mounts", NoOption + "files are served from the app's folder as they are")),
        .. Serving(Answered(Spin, Up, "--cache-dir", "set the environment variable WASMILL_CACHE to the cache's folder")),
        .. Serving(Answered(Spin, Up, "--cache", "set the environment variable WASMILL_CACHE to the cache's folder")),
        .. Serving(Answered(Spin, Up, "--disable-cache", "set the environment variable WASMILL_CACHE to an empty folder")),
        .. Serving(Answered(Spin, Up, "--disable-pooling", NoOption + "instances are always pooled")),
        .. Serving(Answered(Spin, Up, "--debug-info", NoOption + "tracebacks of Python are always complete")),
        .. Serving(Answered(Spin, Up, "--truncate-logs", "remove the files in .spin/logs before the start; they are rotated, too")),
        .. Serving(Answered(Spin, Up, "--allow-transient-write", NoOption + "files are read-only; write to the key-value store")),
        .. Serving(Answered(Spin, Up, "--key-value",
            "write the value from a function, or give it as a variable with --variable KEY=VALUE")),
        .. Serving(Answered(Spin, Up, "--sqlite", "there is no SQLite for functions; use the key-value store")),
        .. Serving(Answered(Spin, Up, "--format", NoOption + "the routes are printed as text")),
        .. Serving(Answered(Spin, Up, "--http1-max-buf-size", NoOption + "headers may have 32 KiB, bodies 1 MiB")),
        .. Serving(Answered(Spin, Up, "--max-instance-reuse-count", "set events_per_instance of the component in spin.toml")),
        .. Serving(Answered(Spin, Up, "--max-instance-concurrent-reuse-count", NoOption + "an instance answers one request at a time")),
        .. Serving(Answered(Spin, Up, "--idle-instance-timeout", NoOption + "idle instances are discarded when others need their memory")),
        .. Serving(Answered(Spin, Up, "--experimental-wasi-otel", NoOption + "functions have no OTel")),
        .. Serving(Answered(Docker, Up, "--port", "use --listen 127.0.0.1:PORT")),
        .. Serving(Answered(Docker, Up, "--publish", "use --listen 127.0.0.1:PORT")),
        .. Serving(Answered(Docker, Up, "-p", "use --listen 127.0.0.1:PORT")),
        .. Serving(Answered(Docker, Up, "--detach", "a broker runs in the background: \"wasmill create target function --from FOLDER\"")),

        Answered(Tmctl, "create broker", "--version", "leave it out: a broker has the version of wasmill"),
        Answered(Knative, "create broker", "--class", "choose where events are kept with --engine"),
        Answered(Docker, "create broker", "--name", "write the name without an option: wasmill create broker NAME"),
        Answered(Docker, "create broker", "--publish", "use --port PORT"),
        Answered(Docker, "create broker", "-p", "use --port PORT"),
        Accepted(Other, "create target cloudevents", "--url", "--endpoint"),
        Accepted(Other, "create target cloudevents", "--uri", "--endpoint"),
        Answered(Tmctl, "create target cloudevents", "--eventTypes",
            "create a trigger: \"wasmill create trigger --target NAME --eventTypes TYPES\""),
        Answered(Tmctl, "create target cloudevents", "--source",
            "create a trigger: \"wasmill create trigger --target NAME --attribute source=SOURCE\""),
        Answered(Tmctl, "create target function", "--from-image", "use --from FOLDER, the folder of an app with its spin.toml"),
        Answered(Tmctl, "create target function", "--eventTypes",
            "create a trigger: \"wasmill create trigger --target NAME --eventTypes TYPES\""),
        Answered(Knative, "create source cron", "--sink", "leave it out: a source publishes to the broker of --broker"),
        Answered(Knative, "create source webhook", "--sink", "leave it out: a source publishes to the broker of --broker"),
        Accepted(Knative, "create trigger", "--sink", "--target"),
        Accepted(Knative, "create trigger", "-s", "--target"),
        Accepted(Other, "create trigger", "--type", "--eventTypes"),
        Accepted(Other, "create trigger", "--types", "--eventTypes"),
        Accepted(Other, "create trigger", "--eventType", "--eventTypes"),
        Accepted(Other, "create trigger", "--event-type", "--eventTypes"),
        Accepted(Other, "create trigger", "--event-types", "--eventTypes"),
        Accepted(Knative, "create trigger", "--dead-letter-sink", "--dead-letter"),
        Answered(Tmctl, "create trigger", "--source", "use --attribute source=SOURCE"),

        Accepted(Docker, "delete broker", "--force", "--yes"),
        Accepted(Docker, "delete broker", "-f", "--yes"),

        Accepted(Knative, "send-event", "--type", "--eventType"),
        Accepted(Knative, "send-event", "-t", "--eventType"),
        Accepted(Other, "send-event", "--event-type", "--eventType"),
        Accepted(Other, "send-event", "--content-type", "--datacontenttype"),
        Accepted(Other, "send-event", "--data", ""),
        Accepted(Other, "send-event", "-d", ""),
        Answered(Knative, "send-event", "--field", "write the payload as JSON: wasmill send-event '{\"NAME\":\"VALUE\"}'"),
        Answered(Knative, "send-event", "--to-url", "send to a broker, or post to the URL with curl"),
        Answered(Knative, "send-event", "--to", "use --broker BROKER or --target TARGET"),
        Answered(Other, "send-event", "--header", "use --extension NAME=VALUE for an attribute"),
        Answered(Other, "send-event", "-H", "use --extension NAME=VALUE for an attribute"),

        Answered(Spin, "watch", "-f",
            "leave it out: events are followed already; to build and serve an app when it changes use \"wasmill dev -f FOLDER\""),
        Answered(Docker, "watch", "--follow", "leave it out: events are followed unless --no-follow is given"),
        Answered(Spin, "watch", "--clear", "to build and serve an app when it changes use \"wasmill dev --clear\""),
        Answered(Spin, "watch", "--skip-build", "to serve an app when it changes use \"wasmill dev --skip-build\""),
        Accepted(Other, "watch", "--type", "--eventTypes"),
        Accepted(Other, "watch", "--eventType", "--eventTypes"),
        Accepted(Other, "replay", "--since", "--from"),
        Accepted(Other, "replay", "--until", "--to"),

        Answered(Docker, "run", "--detach", "\"wasmill create broker NAME\" makes a broker that runs in the background"),
        Answered(Docker, "run", "-d", "\"wasmill create broker NAME\" makes a broker that runs in the background"),
        Answered(Docker, "run", "--publish", "use --listen 127.0.0.1:PORT"),
        Answered(Docker, "run", "-p", "use --listen 127.0.0.1:PORT"),
        Answered(Docker, "run", "--port", "use --listen 127.0.0.1:PORT"),

        Accepted("gh", OptionSynonym.Any, "--json", "--output json"),
        Answered(Docker, OptionSynonym.Any, "--format", "use -o json"),
        Answered(Knative, OptionSynonym.Any, "--namespace", "leave it out: there are no namespaces; a broker is chosen by its name"),
        Answered(Knative, OptionSynonym.Any, "-n", "leave it out: there are no namespaces; a broker is chosen by its name"),
    ];

    // "dev" has the options of "up".
    private static IEnumerable<OptionSynonym> Serving(OptionSynonym line) => [line, line with { Command = "dev" }];

    private static OptionSynonym Accepted(string tool, string command, string name,
            string means) => new(tool, command, name) { Means = means };

    private static OptionSynonym Answered(string tool, string command, string name, string advice)
        => new(tool, command, name) { Advice = advice };
}
