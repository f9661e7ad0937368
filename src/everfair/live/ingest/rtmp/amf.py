"""AMF0, the notation of RTMP commands (Adobe "Action Message Format", 2007).

Numbers are floats, objects and ECMA arrays are dicts, null and undefined are None, dates are milliseconds since 1970.
References are refused, so a value can't contain itself.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, TypeAlias

from everfair.live.ingest.rtmp.errors import RtmpError

Value: TypeAlias = "float | bool | str | list[Value] | dict[str, Value] | None"
Writable: TypeAlias = "float | bool | str | Mapping[str, Writable] | None"

MAX_DEPTH = 8
MAX_VALUES = 1024

_NUMBER, _BOOLEAN, _STRING, _OBJECT, _NULL, _UNDEFINED = 0, 1, 2, 3, 5, 6
_ECMA_ARRAY, _OBJECT_END, _STRICT_ARRAY, _DATE, _LONG_STRING, _UNSUPPORTED, _XML, _TYPED = 8, 9, 10, 11, 12, 13, 15, 16
_DOUBLE, _SHORT, _LONG = struct.Struct(">d"), struct.Struct(">H"), struct.Struct(">I")


class AmfError(RtmpError):
    """Not AMF0, cut short, or deeper and longer than anybody needs."""


def decode(data: bytes) -> list[Value]:
    """Return all values of a message, one after the other; raises `AmfError`."""
    reader = _Reader(data)
    values = []
    while reader.at < len(data):
        values.append(reader.value(depth=0))
    return values


def encode(*values: Writable) -> bytes:
    """Write values one after the other."""
    return b"".join(_written(value) for value in values)


def _written(value: Writable) -> bytes:
    if value is None:
        return bytes([_NULL])
    if isinstance(value, bool):
        return bytes([_BOOLEAN, value])
    if isinstance(value, str):
        return bytes([_STRING]) + _text(value)
    if isinstance(value, Mapping):
        fields = b"".join(_text(name) + _written(field) for name, field in value.items())
        return bytes([_OBJECT]) + fields + bytes([0, 0, _OBJECT_END])
    return bytes([_NUMBER]) + _DOUBLE.pack(value)


def _text(text: str) -> bytes:
    data = text.encode()
    return _SHORT.pack(len(data)) + data


class _Reader:
    """Walks through a message; `at` is the next byte."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0
        self._values = 0

    def value(self, *, depth: int) -> Value:
        self._values += 1
        if depth > MAX_DEPTH:
            raise AmfError(f"values inside values, more than {MAX_DEPTH} deep")
        if self._values > MAX_VALUES:
            raise AmfError(f"more than {MAX_VALUES} values in one message")
        marker = self._bytes(1)[0]
        read = self._readers.get(marker)
        if read is None:
            raise AmfError(f"a value of kind {marker}, which is not AMF0")
        return read(self, depth)

    def _bytes(self, size: int) -> bytes:
        end = self.at + size
        if end > len(self.data):
            raise AmfError("a value is cut short")
        piece = self.data[self.at : end]
        self.at = end
        return piece

    def _number(self, _depth: int) -> float:
        return float(_DOUBLE.unpack(self._bytes(8))[0])

    def _boolean(self, _depth: int) -> bool:
        return self._bytes(1) != b"\x00"

    def _string(self, _depth: int) -> str:
        (size,) = _SHORT.unpack(self._bytes(2))
        return self._bytes(size).decode(errors="replace")

    def _long_string(self, _depth: int) -> str:
        (size,) = _LONG.unpack(self._bytes(4))
        return self._bytes(size).decode(errors="replace")

    def _nothing(self, _depth: int) -> None:
        return None

    def _date(self, depth: int) -> float:
        moment = self._number(depth)
        self._bytes(2)  # a time zone, which the specification reserves and nobody fills
        return moment

    def _object(self, depth: int) -> dict[str, Value]:
        fields: dict[str, Value] = {}
        while True:
            name = self._string(depth)
            if not name and self.data[self.at : self.at + 1] == bytes([_OBJECT_END]):
                self.at += 1
                return fields
            fields[name] = self.value(depth=depth + 1)

    def _ecma_array(self, depth: int) -> dict[str, Value]:
        self._bytes(4)  # how many follow: a hint that encoders get wrong, the end marker counts
        return self._object(depth)

    def _typed_object(self, depth: int) -> dict[str, Value]:
        self._string(depth)
        return self._object(depth)

    def _strict_array(self, depth: int) -> list[Value]:
        (size,) = _LONG.unpack(self._bytes(4))
        if size > MAX_VALUES:
            raise AmfError(f"a list of more than {MAX_VALUES} values")
        return [self.value(depth=depth + 1) for _ in range(size)]

    _readers: ClassVar[Mapping[int, Callable[[_Reader, int], Value]]] = {
        _NUMBER: _number,
        _BOOLEAN: _boolean,
        _STRING: _string,
        _OBJECT: _object,
        _NULL: _nothing,
        _UNDEFINED: _nothing,
        _ECMA_ARRAY: _ecma_array,
        _STRICT_ARRAY: _strict_array,
        _DATE: _date,
        _LONG_STRING: _long_string,
        _UNSUPPORTED: _nothing,
        _XML: _long_string,
        _TYPED: _typed_object,
    }


def text_at(values: Sequence[Value], index: int) -> str:
    """Return the text at a place of a command, "" if there is none or something else."""
    found = values[index] if index < len(values) else None
    return found if isinstance(found, str) else ""
