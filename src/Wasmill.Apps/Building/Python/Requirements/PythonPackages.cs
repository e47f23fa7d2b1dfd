using System.Text.RegularExpressions;

namespace Wasmill.Apps.Building.Python.Requirements;

// Tested by: PythonFindingsTests
/// <summary>What is known of packages that many use and no function can: the way round, by the name to install or to import.</summary>
internal static partial class PythonPackages
{
    private const string Send = "use urllib.request.urlopen or spin_http.http_send";
    private const string Sockets = "it needs sockets, which a function does not have";
    private const string Compiled = "it has compiled parts, which cannot run in the sandbox";
    private const string Server =
        "a function is called by its host, not by a server of its own: define handle_request or handle_event in app.py";
    private const string Broker = "let a target or a source of the broker talk to it, or send over HTTP";

    // A row is a list of names and the advice.
    private static readonly (string Names, string Advice)[] Rows =
    [
        ("requests httpx aiohttp urllib3 httplib2 pycurl", $"{Sockets}: {Send}"),
        ("boto3 botocore", $"{Sockets}: sign the request in Python, and {Send}"),
        ("websockets websocket-client websocket paramiko grpcio grpc", $"{Sockets}: {Send}"),
        ("redis pymongo pymysql mysqlclient mysql-connector-python aiopg asyncpg psycopg psycopg2 psycopg2-binary sqlalchemy peewee",
            $"{Sockets}: keep values with spin_key_value, or ask a database server over HTTP"),
        ("kafka-python kafka confluent-kafka confluent_kafka pika aio-pika nats-py nats paho-mqtt paho celery", $"{Sockets}: {Broker}"),
        ("flask fastapi django starlette uvicorn gunicorn tornado sanic bottle waitress", Server),
        ("gevent eventlet greenlet uvloop trio anyio",
            "threads and sockets are not available in a function: do the work in turn or with asyncio"),
        ("orjson ujson simplejson rapidjson python-rapidjson", $"{Compiled}: use json"),
        ("lxml", $"{Compiled}: use xml.etree.ElementTree"),
        ("cryptography bcrypt pynacl nacl pycryptodome crypto", $"{Compiled}: use hashlib, hmac and secrets"),
        ("pydantic pydantic-core pydantic_core", $"{Compiled}: use dataclasses, or pydantic 1 without its compiled parts"),
        ("numpy pandas scipy scikit-learn sklearn torch tensorflow polars pyarrow matplotlib", $"{Compiled}: use math, statistics and csv"),
        ("pillow pil opencv-python cv2 msgpack regex lz4 zstandard brotli psutil", $"{Compiled}: use a package in pure Python"),
    ];

    private static readonly Dictionary<string, string> Known = Rows
        .SelectMany(row => row.Names.Split(' ').Select(name => (Name: Normalize(name), row.Advice)))
        .DistinctBy(known => known.Name)
        .ToDictionary(known => known.Name, known => known.Advice, StringComparer.Ordinal);

    /// <summary>Returns what to do about a package that is not there.</summary>
    /// <param name="package">The name.</param>
    /// <param name="isModule">Indicates whether the name is that of an import, which may mean a module of the app.</param>
    public static string Advise(string package, bool isModule = false)
        => Known.GetValueOrDefault(Normalize(package))
            ?? $"run pip install --target vendor --only-binary=:all: --platform any {package}"
                + (isModule ? $", or put {package}.py beside app.py" : "");

    /// <summary>Returns a name as indexes of packages compare it (PEP 503).</summary>
    public static string Normalize(string package) => Separators().Replace(package, "-").ToLowerInvariant();

    [GeneratedRegex("[-_.]+")]
    private static partial Regex Separators();
}
