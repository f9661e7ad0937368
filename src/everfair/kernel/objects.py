"""A bucket that speaks S3, for large files that need not lie on the fair's own disk.

Names in it are paths, `stream/takes/…/17.m4s`, below the prefix of the settings. The client is loaded with the first
request, so that processes which ask for nothing don't pay for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from obstore.store import S3Config, S3Store

_CONNECT_SECONDS = 5
_RETRIES = 2
_PIECE = 8 * 2**20  # of files that are sent in pieces; S3 takes ten thousand of them
_PIECES_AT_ONCE = 4
_LISTED_AT_ONCE = 1000
_REFUSED = ("status code: 401", "status code: 403")
_NO_BUCKET = "<Code>NoSuchBucket</Code>"


class BucketTrouble(OSError):
    """The bucket did not do what it was asked; says why in a sentence for the administrator."""


class NotInBucket(BucketTrouble):
    """There is no such object, or no such bucket."""


@dataclass(frozen=True, slots=True)
class BucketPlace:
    """Where a bucket is. Without `url` it is at AWS; without `key` the machine's own role is used.

    Where the host of `url` begins with the bucket's name, names are asked for below the host, else below the bucket.
    """

    bucket: str
    url: str | None = None
    region: str = "us-east-1"
    key: str | None = None
    secret: str | None = None
    prefix: str = ""

    def __str__(self) -> str:
        return f"{self.bucket} at {self.url or f'AWS, {self.region}'}"


class Part(NamedTuple):
    """Some bytes of an object; `etag` changes when the object does."""

    body: bytes
    etag: str | None


class Bucket:
    """`patience` is how many seconds one request may take; everything raises `BucketTrouble`."""

    def __init__(self, place: BucketPlace, *, patience: float = 60.0) -> None:
        self.place = place
        self._patience = patience

    def put(self, name: str, file: Path | bytes) -> None:
        """Write an object, whole or not at all; `FileNotFoundError` for a file that is not on the disk."""
        import obstore  # noqa: PLC0415 -- see above

        if isinstance(file, Path):
            file.stat()
        with self._told():
            obstore.put(self._store, name, file, chunk_size=_PIECE, max_concurrency=_PIECES_AT_ONCE)

    def read(self, name: str) -> bytes:
        import obstore  # noqa: PLC0415 -- see above

        with self._told():
            return bytes(obstore.get(self._store, name).bytes())

    async def fetch(self, name: str, first: int, end: int) -> Part:
        """Return the bytes from `first` up to, but without, `end`."""
        import obstore  # noqa: PLC0415 -- see above

        with self._told():
            found = await obstore.get_async(self._store, name, options={"range": (first, end)})
            part = Part(bytes(await found.bytes_async()), found.meta["e_tag"])
        if len(part.body) != end - first:
            raise NotInBucket(f"The bucket {self.place} holds less of {name} than there should be")
        return part

    def size_of(self, name: str) -> int:
        import obstore  # noqa: PLC0415 -- see above

        with self._told():
            return obstore.head(self._store, name)["size"]

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the bytes of each object in a folder, by its path in there; empty where there is none."""
        import obstore  # noqa: PLC0415 -- see above

        start = len(folder) + 1
        with self._told():
            pages = obstore.list(self._store, folder, chunk_size=_LISTED_AT_ONCE)
            return {one["path"][start:]: one["size"] for page in pages for one in page}

    def delete(self, names: Iterable[str]) -> None:
        """Delete objects; one that is not there is no trouble."""
        import obstore  # noqa: PLC0415 -- see above

        with self._told():
            obstore.delete(self._store, list(names))

    def delete_folder(self, folder: str) -> int:
        """Delete everything in a folder; return how many objects that were."""
        names = [f"{folder}/{name}" for name in self.sizes(folder)]
        if names:
            self.delete(names)
        return len(names)

    @cached_property
    def _store(self) -> S3Store:
        from obstore.store import S3Store  # noqa: PLC0415 -- see above

        return S3Store(
            prefix=self.place.prefix.strip("/") or None,
            config=self._config(),
            client_options={
                "allow_http": True,
                "connect_timeout": timedelta(seconds=_CONNECT_SECONDS),
                "timeout": timedelta(seconds=self._patience),
            },
            retry_config={"max_retries": _RETRIES, "retry_timeout": timedelta(seconds=self._patience)},
        )

    def _config(self) -> S3Config:
        place = self.place
        config: S3Config = {"bucket": place.bucket, "region": place.region}
        if place.url:
            is_host = (urlsplit(place.url).hostname or "").startswith(f"{place.bucket}.")
            config |= {"endpoint": place.url.rstrip("/"), "virtual_hosted_style_request": is_host}
        if place.key:
            config |= {"access_key_id": place.key, "secret_access_key": place.secret or ""}
        return config

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the client raises into a sentence."""
        from obstore import exceptions  # noqa: PLC0415 -- see above

        try:
            yield
        except (FileNotFoundError, exceptions.NotFoundError) as error:
            raise NotInBucket(f"The bucket {self.place}, or what is looked for in it, is not there") from error
        except (exceptions.UnauthenticatedError, exceptions.PermissionDeniedError) as error:
            raise BucketTrouble(f"The bucket {self.place} refuses the key") from error
        except (exceptions.BaseError, ValueError) as error:
            raise _understood(error, self.place) from error


def _understood(error: Exception, place: BucketPlace) -> BucketTrouble:
    """Find the reason in the client's many lines: where a folder is listed, it has no exceptions of their own."""
    words = " ".join(str(error).split("\n\nDebug source:", maxsplit=1)[0].split())
    if any(code in words for code in _REFUSED):
        return BucketTrouble(f"The bucket {place} refuses the key")
    if _NO_BUCKET in words:
        return NotInBucket(f"There is no bucket {place}")
    return BucketTrouble(f"The bucket {place} does not answer as it should: {words[:300]}")
