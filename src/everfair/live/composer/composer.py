"""The playlists of all streams, in a thread of their own: a slow disk must not hold up what comes in."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import Future
from pathlib import Path

from everfair.live.composer.stream_composer import NewTake, StreamComposer, StreamFacts
from everfair.live.places import StreamPlace

POLL_SECONDS = 0.1

_logger = logging.getLogger(__name__)


class Composer:
    """Its methods may be called from any thread: they leave a note, and the thread acts on it in order."""

    def __init__(self, root: Path, facts_of: Callable[[Collection[str]], Mapping[str, StreamFacts]]) -> None:
        self._root = root
        self._facts_of = facts_of
        self._streams: dict[str, StreamComposer] = {}
        self._notes: deque[Callable[[], None]] = deque()
        self._woken = threading.Event()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="composer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Act on what was said so far, then end."""
        self._is_over = True
        self._woken.set()
        self._thread.join()

    def begin(self, stream: str, take: NewTake) -> Future[None]:
        """Watch a take from now on; the answer comes when its folder is there."""
        return self._note(lambda: self._begin(stream, take))

    def finish(self, stream: str, take: str) -> Future[None]:
        """Read a take for the last time."""
        return self._note(lambda: self._finish(stream, take))

    def settle(self, stream: str, take: str) -> Future[None]:
        """Read for the last time what was derived from a take."""
        return self._note(lambda: self._settle(stream, take))

    def look(self, stream: str) -> Future[None]:
        """Ask the fair what it knows of a stream, and write its playlists accordingly."""
        return self._note(lambda: self._look(stream))

    def look_around(self) -> Future[None]:
        """Do so for all streams that are at hand."""
        return self._note(self._look_around)

    def turn(self) -> None:
        """Act on the notes, then read all takes; what fails for one stream does not stop the others."""
        while self._notes:
            self._notes.popleft()()
        for public_id, stream in self._streams.items():
            try:
                stream.poll()
            except OSError:
                _logger.exception("The playlists of %s could not be written", public_id)

    def _run(self) -> None:
        while not self._is_over:
            self._woken.wait(POLL_SECONDS)
            self._woken.clear()
            self.turn()

    def _note(self, act: Callable[[], None]) -> Future[None]:
        answer: Future[None] = Future()

        def run() -> None:
            try:
                act()
            except Exception as error:
                _logger.exception("The composer could not act")
                answer.set_exception(error)
            else:
                answer.set_result(None)

        self._notes.append(run)
        self._woken.set()
        return answer

    def _at_hand(self, stream: str) -> StreamComposer | None:
        facts = None if stream in self._streams else self._facts_of([stream]).get(stream)
        if facts is not None:
            self._streams[stream] = StreamComposer(StreamPlace(self._root, stream), facts)
        return self._streams.get(stream)

    def _begin(self, stream: str, take: NewTake) -> None:
        at_hand = self._at_hand(stream)
        if at_hand is not None:
            at_hand.begin(take)
            self._look(stream)

    def _finish(self, stream: str, take: str) -> None:
        at_hand = self._at_hand(stream)
        if at_hand is not None:
            at_hand.finish(take)

    def _settle(self, stream: str, take: str) -> None:
        at_hand = self._at_hand(stream)
        if at_hand is not None:
            at_hand.settle(take)

    def _look(self, stream: str) -> None:
        if self._at_hand(stream) is not None:
            self._tell(stream, self._facts_of([stream]).get(stream))

    def _look_around(self) -> None:
        facts = self._facts_of(list(self._streams))
        for stream in list(self._streams):
            self._tell(stream, facts.get(stream))

    def _tell(self, stream: str, facts: StreamFacts | None) -> None:
        """Hand over what the fair knows; a stream that is gone, or has nothing more to come, leaves the memory."""
        at_hand = self._streams[stream]
        if facts is None:
            del self._streams[stream]
            return
        at_hand.tell(facts)
        if at_hand.is_idle:
            at_hand.write()
            del self._streams[stream]
