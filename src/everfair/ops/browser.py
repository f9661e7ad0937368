"""Chromium for the browser tests: find it, or install it where that is allowed."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = {"chromium": "chromium", "pdfsig": "poppler-utils", "fonts": "fonts-noto-cjk"}


def find_chromium() -> str | None:
    """Return the path of Chromium: `EVERFAIR_CHROMIUM`, or the first of its names in PATH."""
    return os.environ.get("EVERFAIR_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def missing_packages() -> list[str]:
    """Return the Debian packages that the browser tests lack."""
    present = {
        "chromium": find_chromium() is not None,
        "pdfsig": shutil.which("pdfsig") is not None,
        "fonts": _has_chinese_font(),
    }
    return [package for need, package in PACKAGES.items() if not present[need]]


def may_install() -> bool:
    """Only root on a system with apt may."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> bool:
    """Install with apt; False when it did not work."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]]
    return all(subprocess.run(step, env=quiet, check=False).returncode == 0 for step in steps)


def _has_chinese_font() -> bool:
    finder = shutil.which("fc-list")
    if finder is None:
        return False
    answer = subprocess.run([finder, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False)
    return bool(answer.stdout.strip())
