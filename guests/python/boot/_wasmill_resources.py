"""importlib.resources over an archive: data files of packages."""
import io
from importlib.resources.abc import Traversable, TraversableResources


class ArchivePath(Traversable):
    """A file or folder in the archive."""

    def __init__(self, archive, path):
        self._archive = archive
        self._path = path.rstrip('/')

    @property
    def name(self):
        return self._path.rsplit('/', 1)[-1]

    def is_file(self):
        return self._path in self._archive

    def is_dir(self):
        return any(name.startswith(self._path + '/') for name in self._archive.names())

    def iterdir(self):
        start = len(self._path) + 1
        children = {name[start:].split('/', 1)[0] for name in self._archive.names() if name.startswith(self._path + '/')}
        return iter([self.joinpath(child) for child in sorted(children)])

    def joinpath(self, *parts):
        return ArchivePath(self._archive, '/'.join((self._path, *map(str, parts))))

    __truediv__ = joinpath

    def open(self, mode='r', *args, **kwargs):
        if not self.is_file():
            raise FileNotFoundError(2, 'no such file in the app', self._path)
        stream = io.BytesIO(self._archive.read(self._path))
        return stream if 'b' in mode else io.TextIOWrapper(stream, *args, **kwargs)

    def __str__(self):
        return self._path


class ArchiveResources(TraversableResources):
    """The resources of one package."""

    def __init__(self, archive, folder):
        self._root = ArchivePath(archive, folder)

    def files(self):
        return self._root
