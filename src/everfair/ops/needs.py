"""What some tests need of the system: find it, or install it where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from everfair.ops.browser import find_chromium

_NGINX_FOLDERS = "/usr/sbin:/usr/local/sbin:/usr/bin"
_RTMP_MODULE = Path("/usr/lib/nginx/modules/ngx_rtmp_module.so")


@dataclass(frozen=True)
class Need:
    """A Debian package, the mark of the tests that need it, and whether it is there."""

    package: str
    mark: str
    is_there: Callable[[], bool]


def find_nginx() -> str | None:
    """Return the path of nginx, which is not in everybody's PATH."""
    return shutil.which("nginx") or shutil.which("nginx", path=_NGINX_FOLDERS)


def _has_chinese_font() -> bool:
    finder = shutil.which("fc-list")
    if finder is None:
        return False
    answer = subprocess.run([finder, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(answer.stdout.strip())


NEEDS = (
    Need("chromium", "journey", lambda: find_chromium() is not None),
    Need("poppler-utils", "journey", lambda: shutil.which("pdfsig") is not None),
    Need("fonts-noto-cjk", "journey", _has_chinese_font),
    Need("nginx", "nginx", lambda: find_nginx() is not None),
    Need("libnginx-mod-rtmp", "nginx", _RTMP_MODULE.exists),
)


def missing_needs() -> list[Need]:
    return [need for need in NEEDS if not need.is_there()]


def packages_of(needs: Iterable[Need]) -> list[str]:
    return [need.package for need in needs]


def marks_of(needs: Iterable[Need]) -> list[str]:
    """Return the marks of the tests that can't run, each once."""
    return list(dict.fromkeys(need.mark for need in needs))


def may_install() -> bool:
    """Only root on a system with apt may."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install with apt; False when it did not work."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]]
    return all(subprocess.run(step, env=quiet, check=False).returncode == 0 for step in steps)
