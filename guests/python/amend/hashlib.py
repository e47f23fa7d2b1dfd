# What CPython has from OpenSSL only.
import _wasmill as _native

# OpenSSL's limit where none is given.
_SCRYPT_MEMORY = 32 << 20


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """PKCS #5 password-based key derivation function 2 with HMAC."""
    if not isinstance(hash_name, str):
        raise TypeError(f'the name of the hash must be str, not {type(hash_name).__name__}')
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    if iterations > 0xFFFFFFFF:
        raise OverflowError('iteration value is too great.')
    if dklen is None:
        dklen = new(hash_name).digest_size
    if dklen < 1:
        raise ValueError('key length must be greater than 0.')
    key = _native.pbkdf2_hmac(hash_name.lower().replace('-', ''), password, salt, iterations, dklen)
    return _derive(hash_name, password, salt, iterations, dklen) if key is None else key


def scrypt(password, *, salt, n, r, p, maxmem=0, dklen=64):
    """scrypt password-based key derivation function."""
    if n < 2 or n & (n - 1):
        raise ValueError('n must be a power of 2.')
    if r < 1 or p < 1 or r * p >= 1 << 30:
        raise ValueError('r and p must be greater than 0, and their product less than 2**30.')
    if dklen < 1:
        raise ValueError('key length must be greater than 0.')
    if not 0 <= maxmem < 1 << 31:
        raise ValueError('maxmem must be from 0 to 2**31 - 1.')
    needed = 128 * r * (n + p + 2)
    if needed > (maxmem or _SCRYPT_MEMORY):
        raise ValueError(f'memory limit exceeded: these parameters need {needed} bytes; raise maxmem, which is {maxmem or _SCRYPT_MEMORY}')
    return _native.scrypt(password, salt, n, r, p, dklen)


def _derive(hash_name, password, salt, iterations, dklen):
    """PBKDF2 with a hash that the native code does not have: SHA-3, BLAKE2."""
    import hmac
    start = hmac.new(password, digestmod=hash_name)

    def mac(data):
        copy = start.copy()
        copy.update(data)
        return copy.digest()

    key = b''
    for index in range(1, -(-dklen // start.digest_size) + 1):
        link = mac(bytes(salt) + index.to_bytes(4, 'big'))
        total = int.from_bytes(link, 'big')
        for _ in range(iterations - 1):
            link = mac(link)
            total ^= int.from_bytes(link, 'big')
        key += total.to_bytes(start.digest_size, 'big')
    return key[:dklen]
