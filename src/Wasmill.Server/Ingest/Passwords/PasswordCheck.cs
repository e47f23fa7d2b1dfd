using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Wasmill.Client.Home;

namespace Wasmill.Server.Ingest.Passwords;

// Tested by: PasswordTests
/// <summary>
/// Checks passwords on a dedicated thread, so that guessing takes no thread or processor from known producers: (1) a verified password
/// passes immediately; (2) too many wrong passwords from an address or for a user are delayed; (3) the others wait for the thread in a
/// bounded queue. A user that does not exist takes the same path.
/// </summary>
internal sealed class PasswordCheck : IDisposable
{
    // At a quarter of a second each, the last check waits for eight seconds.
    private const int MostWaiting = 32;
    private const int FreeOfAddress = 5;
    private const int FreeOfName = 10;
    // The delay by name is shorter: anyone can send wrong passwords for a name, which must not lock its user out.
    private static readonly TimeSpan LongestOfAddress = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestOfName = TimeSpan.FromSeconds(1);
    private static readonly byte[] NoSalt = RandomNumberGenerator.GetBytes(16);
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(SHA256.HashSizeInBytes);

    private readonly BlockingCollection<PasswordJob> _jobs = new(MostWaiting);
    private readonly ProvenPasswords _proven = new();
    private readonly FailureDelays _byAddress;
    private readonly FailureDelays _byName;
    private readonly Thread _thread;
    private long _computed;

    /// <summary>Starts the thread.</summary>
    public PasswordCheck(TimeProvider time)
    {
        _byAddress = new FailureDelays(FreeOfAddress, LongestOfAddress, time);
        _byName = new FailureDelays(FreeOfName, LongestOfName, time);
        _thread = new Thread(Work) { IsBackground = true, Name = "passwords" };
        _thread.Start();
    }

    /// <summary>Number of hashed passwords.</summary>
    public long Computed => Interlocked.Read(ref _computed);

    /// <summary>Checks a password.</summary>
    public ValueTask<PasswordVerdict> VerifyAsync(PasswordAttempt attempt, CancellationToken cancellationToken)
    {
        // 1
        if (attempt.Credential is { } credential && _proven.Contains(credential, attempt.Password))
            return ValueTask.FromResult(PasswordVerdict.Right);

        // 2
        if (Remaining(attempt) > TimeSpan.Zero)
            return ValueTask.FromResult(PasswordVerdict.Delayed);

        // 3
        var job = new PasswordJob(
            attempt, new TaskCompletionSource<PasswordVerdict>(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        return TryAdd(job) ? new ValueTask<PasswordVerdict>(job.Result.Task) : ValueTask.FromResult(PasswordVerdict.Busy);
    }

    /// <summary>Returns the time until another attempt like this one is allowed.</summary>
    public TimeSpan Remaining(PasswordAttempt attempt)
    {
        var (address, name) = (_byAddress.Remaining(KeyOf(attempt.Address)), _byName.Remaining(attempt.Name));
        return address > name ? address : name;
    }

    /// <summary>Removes all verified passwords, after the credentials have changed.</summary>
    public void Forget() => _proven.Clear();

    /// <summary>Ends the thread; waiting checks end with <see cref="PasswordVerdict.Busy"/>.</summary>
    public void Dispose()
    {
        _jobs.CompleteAdding();
        while (_jobs.TryTake(out var job))
            job.Result.TrySetResult(PasswordVerdict.Busy);
        _thread.Join();
        _jobs.Dispose();
    }

    private bool TryAdd(PasswordJob job)
    {
        try
        {
            return _jobs.TryAdd(job);
        }
        catch (InvalidOperationException)
        {
            // The server is stopping.
            return false;
        }
    }

    private void Work()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            try
            {
                job.Result.TrySetResult(Judge(job));
            }
            catch (Exception error)
            {
                // Passed to the waiting caller: an invalid entry in the file must not end the thread.
                job.Result.TrySetException(error);
            }
        }
    }

    private PasswordVerdict Judge(PasswordJob job)
    {
        if (job.Abandoned.IsCancellationRequested)
            return PasswordVerdict.Busy;
        var attempt = job.Attempt;
        // Concurrent attempts have all passed the first check.
        if (Remaining(attempt) > TimeSpan.Zero)
            return PasswordVerdict.Delayed;

        var credential = attempt.Credential;
        var hash = CredentialFile.HashPassword(attempt.Password, credential is null ? NoSalt : Convert.FromBase64String(credential.Salt));
        Interlocked.Increment(ref _computed);
        var isEqual = CryptographicOperations.FixedTimeEquals(
            hash, credential is null ? NoHash : Convert.FromBase64String(credential.Hash));
        if (isEqual && credential is not null)
        {
            _proven.Add(credential, attempt.Password);
            return PasswordVerdict.Right;
        }

        _byAddress.Note(KeyOf(attempt.Address));
        _byName.Note(attempt.Name);
        return PasswordVerdict.Wrong;
    }

    // An IPv6 network has 2^64 addresses for each user.
    private static string KeyOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
