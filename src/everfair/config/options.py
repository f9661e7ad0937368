"""Everything an administrator may set: `EVERFAIR_*` variables, typed, each with its meaning."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PACKAGE = Path(__file__).resolve().parent.parent


def default_home() -> Path:
    """Return `var/` of a checkout, else the user's data folder."""
    checkout = PACKAGE.parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "var"
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "everfair"


class Options(BaseSettings):
    """The settings of one fair."""

    model_config = SettingsConfigDict(env_prefix="EVERFAIR_", frozen=True)

    home: Path = Field(default_factory=default_home, description="The folder that holds all state of this fair.")
    host: str = Field("127.0.0.1", description="The address that the web process listens on.")
    port: int = Field(8000, description="The public port.", ge=1, le=65535)
    public_url: str | None = Field(None, description="How the outside reaches the fair, for links in mail.")
    allowed_hosts: str = Field(
        "localhost 127.0.0.1 [::1]", description="Host names that are answered, separated by spaces; * for all."
    )
    trusted_proxies: int = Field(
        0,
        description="How many proxies of your own stand in front; their X-Forwarded-For is believed by the throttles.",
        ge=0,
    )
    database_url: str | None = Field(None, description="Any PostgreSQL 17 or newer; without it Everfair runs its own.")
    pg_bin: Path | None = Field(None, description="Folder with postgres and initdb, instead of the shipped ones.")
    secret_key: str | None = Field(
        None, description="Signs sessions and links; made and kept in the home folder if unset."
    )
    demo: bool = Field(
        default=True, description="Open the demo fair on first start; its own pages show on this machine only."
    )
    web_workers: int = Field(1, description="Web processes behind the public port.", ge=1, le=64)
    web_threads: int = Field(4, description="Threads per web process that render pages.", ge=1, le=64)
    page_cache_mb: int = Field(64, description="Memory for kept pages, per web process.", ge=1)
    upload_mb: int = Field(12, description="The largest request body that is taken.", ge=1)
    mail_url: str | None = Field(None, description="smtp://user:password@host:port; without it mail is kept as files.")
    mail_from: str = Field("Everfair <fair@localhost>", description="The sender of all mail.")
    tsa_url: str | None = Field(None, description="An RFC 3161 time stamp authority; without it the test authority.")

    @property
    def address(self) -> str:
        return (
            self.public_url or f"http://{'localhost' if self.host == '127.0.0.1' else self.host}:{self.port}"
        ).rstrip("/")

    @property
    def shows_demo(self) -> bool:
        """Demo accounts and the mailbox are for this machine alone: behind a public address they are closed."""
        return self.demo and self.public_url is None and self.host in {"127.0.0.1", "localhost", "::1"}

    def key(self) -> str:
        """Return the secret key; the first call makes it, readable by its owner only."""
        if self.secret_key:
            return self.secret_key
        kept = self.home / "secret-key"
        if not kept.exists():
            self.home.mkdir(parents=True, exist_ok=True)
            try:
                with os.fdopen(os.open(kept, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                    file.write(secrets.token_urlsafe(48))
            except FileExistsError:
                pass
        return kept.read_text()


def load_options() -> Options:
    """Read the environment; plain `DATABASE_URL` counts too, as most hosts set that."""
    plain = os.environ.get("DATABASE_URL")
    if plain and not os.environ.get("EVERFAIR_DATABASE_URL"):
        return Options(database_url=plain)
    return Options()
