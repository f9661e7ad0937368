"""Processor time of uncached pages, rendered by Django in this process (PostgreSQL's own time is not in it).

PYTHONPATH=src:. .venv/bin/python bench/pages.py
"""

from __future__ import annotations

from statistics import median

from bench.opened import cpu_milliseconds, opened_fair

PAGES = {
    "programme, 222 sessions": "/2020/programme/",
    "home": "/2020/",
    "projects": "/2020/exhibition/projects/",
    "exhibitors": "/2020/exhibition/",
    "figures": "/2020/figures/",
    "outcomes": "/2020/publishing/outcomes/",
}


def main() -> None:
    with opened_fair():
        from django.test import Client

        client = Client(headers={"accept-language": "zh-CN"})
        for name, path in PAGES.items():
            size = len(client.get(path).content)
            spent = cpu_milliseconds(lambda path=path: client.get(path))  # type: ignore[misc]  # bound now
            print(f"{name}: {median(spent):.1f} ms CPU (best {spent[0]:.1f}), {size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
