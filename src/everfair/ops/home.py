"""The one folder that holds all state of a fair."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from everfair import __version__
from everfair.ops.errors import FAIR, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMAT = 1
MARKER = "everfair.json"
MADE_BEFORE_MARKER = {"secret-key", "identity-key.pem", "mail", "media"}
MEGABYTE = 1024 * 1024
PATIENCE_SECONDS = 0.5  # `everfair status` holds the lock for a moment to look whether it is free
ROOM_TO_BEGIN = 500 * MEGABYTE
ROOM_TO_GO_ON = 100 * MEGABYTE


@dataclass(frozen=True)
class Home:
    """Names of what lies in the folder."""

    folder: Path

    @property
    def logs(self) -> Path:
        return self.folder / "logs"

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    @property
    def postgres(self) -> Path:
        return self.folder / "postgres"

    @property
    def state_file(self) -> Path:
        return self.folder / "state.json"

    @property
    def lock_file(self) -> Path:
        return self.folder / "lock"

    def live_port(self) -> int | None:
        """Return the port that encoders send to, which the live process keeps in a file."""
        try:
            return int((self.folder / "live" / "rtmp-port").read_text())
        except (OSError, ValueError):
            return None

    def read_state(self) -> dict[str, Any] | None:
        """What the supervisor last wrote; None when none runs."""
        try:
            found = json.loads(self.state_file.read_text())
        except (FileNotFoundError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def write_state(self, state: dict[str, Any]) -> None:
        """Write in one step: a reader sees the old or the new state, never half of it."""
        fresh = self.state_file.with_suffix(".new")
        fresh.write_text(json.dumps(state, indent=2))
        fresh.replace(self.state_file)

    def is_open(self) -> bool:
        """Whether a supervisor holds the fair."""
        if not self.lock_file.exists():
            return False
        with self.lock_file.open("r") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False


class Lock:
    """Holds the fair for this process; the kernel lets go when the process ends, however it ends."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._file = home.lock_file.open("a")

    def __enter__(self) -> None:
        limit = time.monotonic() + PATIENCE_SECONDS
        while not self._take():
            if time.monotonic() > limit:
                self._file.close()
                raise already_open(self._home)
            time.sleep(0.05)

    def _take(self) -> bool:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def __exit__(self, *_: object) -> None:
        self._file.close()


def already_open(home: Home) -> Trouble:
    state = home.read_state()
    if state is None:
        return Trouble(f"Another command is at work on the fair in {home.folder}.", "Wait until it has ended.")
    return Trouble(
        f"The fair in {home.folder} is already open at {state['url']} (process {state['pid']}).",
        f"Close it with {FAIR} stop, or open another fair with --home DIR --port NUMBER.",
    )


def open_home(folder: Path, free: int | None = None) -> Home:
    """Make the folder, or make sure that it is ours and that we understand it. `free` is the room on its disk."""
    home = Home(folder.expanduser().absolute())
    try:
        marker = _open_folder(home.folder)
        home.logs.mkdir(exist_ok=True)
    except (PermissionError, NotADirectoryError, FileExistsError) as error:
        raise Trouble(
            f"The folder {home.folder} can not be used: {error.strerror}.", "Choose another with --home DIR."
        ) from None
    _require_room(home, shutil.disk_usage(home.folder).free if free is None else free)
    if marker is None:
        words = {"format": FORMAT, "made_by": __version__}
        (home.folder / MARKER).write_text(json.dumps(words, indent=2))
    return home


def _open_folder(folder: Path) -> dict[str, Any] | None:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
        return None
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(13, "this account may not write there")
    marker = folder / MARKER
    if marker.exists():
        return _read_marker(marker)
    if strangers := sorted(_strangers(folder)):
        raise Trouble(
            f"The folder {folder} is not Everfair's: it holds {strangers[0]}.",
            "Choose an empty or new folder with --home DIR.",
        )
    folder.chmod(0o700)
    return None


def _strangers(folder: Path) -> Iterator[str]:
    return (entry.name for entry in folder.iterdir() if entry.name not in MADE_BEFORE_MARKER)


def _read_marker(marker: Path) -> dict[str, Any]:
    try:
        words = json.loads(marker.read_text())
        found = int(words["format"])
    except (ValueError, KeyError, TypeError):
        raise Trouble(
            f"The file {marker} can not be read.", "Restore it from a backup, or choose a new folder with --home DIR."
        ) from None
    if found > FORMAT:
        raise Trouble(
            f"The fair in {marker.parent} was made by a newer Everfair ({words.get('made_by', 'unknown')}).",
            "Start it with that version, or choose another folder with --home DIR.",
        )
    return dict(words)


def _require_room(home: Home, free: int) -> None:
    needed = ROOM_TO_GO_ON if home.postgres.exists() else ROOM_TO_BEGIN
    if free < needed:
        raise Trouble(
            f"The disk that holds {home.folder} is full: {free // MEGABYTE} MB are free,"
            f" and the fair needs {needed // MEGABYTE} MB.",
            "Free some space, or choose a folder on another disk with --home DIR.",
        )
