namespace Wasmill.Apps.Building.Python.Requirements;

// Tested by: PythonModulesTests
/// <summary>The modules that a function has without packages, and those of the standard library that it does not have.</summary>
internal static class PythonModules
{
    private const string There =
        "abc argparse array ast asyncio atexit base64 bdb binascii bisect builtins bz2 cProfile calendar cmath cmd code codecs "
        + "codeop collections colorsys compileall concurrent configparser contextlib contextvars copy copyreg csv dataclasses "
        + "datetime dbm decimal difflib dis doctest email encodings enum errno faulthandler filecmp fileinput fnmatch fractions "
        + "ftplib functools gc genericpath getopt getpass gettext glob graphlib gzip hashlib heapq hmac html http imaplib "
        + "importlib inspect io ipaddress itertools json keyword linecache locale logging lzma mailbox marshal math mimetypes "
        + "modulefinder netrc ntpath nturl2path numbers opcode operator optparse os pathlib pdb pickle pickletools pkgutil "
        + "platform plistlib poplib posix posixpath pprint profile pstats py_compile pyclbr pydoc pydoc_data pyexpat queue "
        + "quopri random re reprlib rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtplib "
        + "socket socketserver sre_compile sre_constants sre_parse stat statistics string stringprep struct subprocess symtable "
        + "sys sysconfig tabnanny tarfile tempfile textwrap this threading time timeit token tokenize tomllib trace traceback "
        + "tracemalloc types typing unicodedata unittest urllib uuid warnings wave weakref wsgiref xml xmlrpc zipapp zipfile "
        + "zipimport zlib zoneinfo";

    private const string OfHost = "spin_config spin_http spin_key_value spin_llm spin_redis spin_sqlite wasmill";

    /// <summary>The modules that can be imported, by their top-level names.</summary>
    public static IReadOnlySet<string> Available { get; } =
        new HashSet<string>(There.Split(' ').Concat(OfHost.Split(' ')), StringComparer.Ordinal);

    /// <summary>The modules of the standard library that cannot be imported, and the reason with the way round.</summary>
    public static IReadOnlyDictionary<string, string> Refused { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["antigravity"] = "there is no terminal and no screen in a function",
        ["idlelib"] = "there is no terminal and no screen in a function",
        ["tkinter"] = "there is no terminal and no screen in a function",
        ["turtle"] = "there is no terminal and no screen in a function",
        ["turtledemo"] = "there is no terminal and no screen in a function",
        ["webbrowser"] = "there is no terminal and no screen in a function",
        ["ctypes"] = "native libraries cannot be loaded in the sandbox: use a package in pure Python",
        ["curses"] = "there is no terminal and no screen in a function: print to the log",
        ["pty"] = "there is no terminal and no screen in a function: print to the log",
        ["termios"] = "there is no terminal and no screen in a function: print to the log",
        ["tty"] = "there is no terminal and no screen in a function: print to the log",
        ["ensurepip"] = "a function is complete when it is built: put packages into vendor/ (pip install --target vendor PACKAGE)",
        ["venv"] = "a function is complete when it is built: put packages into vendor/ (pip install --target vendor PACKAGE)",
        ["fcntl"] = "the sandbox has no Unix system in it: files need no locks, since nobody writes them",
        ["grp"] = "the sandbox has no Unix system in it: there are no users",
        ["pwd"] = "the sandbox has no Unix system in it: there are no users",
        ["mmap"] = "the sandbox has no Unix system in it: read the file with open(path, \"rb\").read()",
        ["multiprocessing"] =
            "do the work in Python, or ask a server with urllib.request.urlopen; events run side by side, each in an instance of its own",
        ["readline"] = "there is no terminal and no screen in a function: read the request or the event",
        ["resource"] = "the sandbox has no Unix system in it: limits are set in spin.toml",
        ["sqlite3"] =
            "it needs native code and a file that can be written: keep values with spin_key_value, or ask a database server over HTTP",
        ["ssl"] = "the host does the TLS: use urllib.request.urlopen or spin_http.http_send with an https address",
        ["syslog"] = "the sandbox has no Unix system in it: print to the log",
    };
}
