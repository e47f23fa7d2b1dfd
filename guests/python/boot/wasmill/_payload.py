"""The payload of an event: bytes, what they mean, or both."""
import json


def is_json(media_type):
    """Whether a payload of this media type is JSON; without one it is, as the specification's JSON format has it."""
    if not media_type:
        return True
    kind = media_type.partition(';')[0].strip().lower()
    return kind.endswith(('/json', '+json'))


class Payload:
    """Bytes are parsed when they are asked for, and are written anew only when what they were parsed to has changed since."""

    __slots__ = ('_raw', '_data', '_parsed')

    def __init__(self, raw, data, parsed):
        self._raw = raw
        self._data = data
        self._parsed = parsed

    def copy(self):
        return Payload(self._raw, self._data, self._parsed)

    @property
    def is_empty(self):
        return self._raw is None and self._data is None

    def data(self, media_type):
        """Parsed when it is JSON, bytes otherwise, None when there is none."""
        if not self._parsed:
            self._data = self._parse(media_type)
            self._parsed = True
        return self._data

    def raw(self, media_type):
        """The bytes, b'' when there is none."""
        if self._raw is None or self.was_changed(media_type):
            return b'' if self._data is None else self._serialise(media_type)
        return self._raw

    def was_changed(self, media_type):
        """Whether the app has changed what the bytes were parsed to, such as by event.data["seen"] = True."""
        if self._raw is None or not isinstance(self._data, (dict, list)):
            return False
        # As text, since 1, 1.0 and True are equal.
        return json.dumps(json.loads(self._raw)) != json.dumps(self._data)

    def _parse(self, media_type):
        if self._raw is None:
            return None
        if not is_json(media_type):
            return self._raw
        try:
            return json.loads(self._raw)
        except ValueError as error:
            raise ValueError(f'the data of the event is not JSON, though its datacontenttype says so: {error}') from None

    def _serialise(self, media_type):
        if isinstance(self._data, (bytes, bytearray, memoryview)):
            return bytes(self._data)
        if isinstance(self._data, str) and not is_json(media_type):
            return self._data.encode()
        return json.dumps(self._data).encode()
