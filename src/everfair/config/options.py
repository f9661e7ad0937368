"""Everything an administrator may set: `EVERFAIR_*` variables, typed, each with its meaning."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from everfair.config.identity import IdentityProvider, read_providers
from everfair.config.mail import MailService
from everfair.kernel.objects import BucketPlace

_ORIGIN = r"^https?://[^/?#@\s]+/?$"
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
    live: bool = Field(default=True, description="Take streams in on this machine.")
    live_port: int | None = Field(
        None,
        description="The port that encoders publish to by RTMP; without it 1935, or the next free one.",
        ge=1,
        le=65535,
    )
    live_engine: Literal["embedded", "nginx_rtmp", "mediamtx"] = Field(
        "embedded",
        description="Where encoders connect: to Everfair itself, to nginx with its RTMP module, to MediaMTX.",
    )
    live_engine_url: str | None = Field(
        None,
        description="Where the media server is asked and told: the address above nginx's /stat and /control, or "
        "MediaMTX's control API; without it as in the configuration that `./fair stream engine` prints.",
    )
    live_engine_rtmp: str = Field(
        "rtmp://127.0.0.1:1935/live", description="Where the live process reads from the media server by RTMP."
    )
    live_encoder_rtmp: str | None = Field(
        None,
        description="What encoders are told as the media server's RTMP address; without it that, by the fair's name.",
    )
    live_encoder_srt: str | None = Field(
        None, description="What encoders are told as MediaMTX's SRT address, srt://host:8890; without it none."
    )
    live_encoder_whip: str | None = Field(
        None, description="What encoders are told as MediaMTX's WHIP address, https://host:8889; without it none."
    )
    live_srt_ports: str = Field(
        "",
        description="UDP ports for encoders that send by SRT, like 9000-9009, one a stream; without them none.",
        pattern=r"^(\d{1,5}(-\d{1,5})?)?$",
    )
    live_most_streams: int = Field(20, description="How many streams are taken in at once.", ge=1)
    live_most_ladders: int = Field(
        2,
        description="How many streams get smaller pictures (480p, 360p) at once: each costs a third of a core to one.",
        ge=0,
    )
    live_most_transcoded: int = Field(
        2,
        description="How many browsers that can't send H.264 are taken in at once; each costs up to a whole core.",
        ge=0,
    )
    live_cache_mb: int = Field(128, description="Memory for the newest seconds of live media, per web process.", ge=8)
    live_grace_seconds: int = Field(
        60, description="How long a stream without signal waits for its encoder before it counts as ended.", ge=5
    )
    s3_bucket: str | None = Field(
        None, description="A bucket that speaks S3, for recordings; without it they stay on the disk: `live.md`."
    )
    s3_url: str | None = Field(
        None, description="Where the bucket's service is, http(s)://host:port; without it AWS.", pattern=_ORIGIN
    )
    s3_region: str = Field("us-east-1", description="The region of the bucket.")
    s3_key: str | None = Field(None, description="The access key; without it the role that AWS gave this machine.")
    s3_secret: str | None = Field(None, description="The secret of the access key.")
    s3_prefix: str = Field("", description="A folder in the bucket, where others use it, too.")
    s3_after_minutes: int = Field(
        60, description="How long after its end a stream stays on the disk before it goes to the bucket.", ge=0
    )
    ffmpeg: Path | None = Field(None, description="The ffmpeg program, instead of the one of imageio-ffmpeg.")
    clamav: str | None = Field(
        None, description="Where clamd listens, host:port or the path of its socket; then every upload is scanned."
    )
    mail_url: str | None = Field(None, description="smtp://user:password@host:port; without it mail is kept as files.")
    mail_from: str = Field("Everfair <fair@localhost>", description="The sender of all mail.")
    mail_service: MailService | None = Field(
        None, description="Send mail by this service instead of SMTP; it needs a key: `mail.md`."
    )
    mail_key: str | None = Field(None, description="The mail service's key; for Mailjet, key:secret.")
    mail_report_secret: str | None = Field(
        None, description="user:password with which the mail service reports bounces at /mail-reports."
    )
    translate_url: str | None = Field(
        None, description="Where a chat line is posted to as JSON to be translated; without it nothing is translated."
    )
    translate_token: str | None = Field(None, description="The bearer token that the translation service asks for.")
    caption_url: str | None = Field(
        None,
        description="Where the sound of streams is sent as WAV to be written down, by https:// or wss://; without it "
        "captions are typed.",
    )
    caption_model: Path | None = Field(
        None,
        description="The folder of a Whisper model (CTranslate2) that writes captions on this machine, where no "
        "service does; it needs the package faster-whisper.",
    )
    caption_token: str | None = Field(None, description="The bearer token that the caption service asks for.")
    inner_hosts: str = Field(
        "",
        description="Hosts inside your network that webhooks and simulcasts may reach, separated by spaces; webhooks "
        "reach them by http, too. All other addresses must be public.",
    )
    keep_webhook_deliveries_days: int = Field(
        30, description="How long it is kept what was sent to webhooks, and how they answered.", ge=1
    )
    keep_chat_days: int = Field(
        1095, description="How long the chat of an ended stream is kept, if no recording of it is published.", ge=1
    )
    keep_recordings_days: int | None = Field(
        None,
        description="How many days after its end a recording is shown, unless its team sets a day; "
        "without it for ever.",
        ge=1,
    )
    keep_expired_recordings_days: int = Field(
        30, description="How long the media of a recording are kept after it was taken off its page.", ge=1
    )
    keep_notifications_days: int = Field(180, description="How long notifications stay in a person's list.", ge=1)
    invitation_days: int = Field(14, description="How long an invitation to act for an organisation is open.", ge=1)
    invitations_per_day: int = Field(
        50, description="How many invitations an approved organisation may send within 24 hours.", ge=1
    )
    sms_url: str | None = Field(
        None, description="Where text messages are posted to as JSON; without it they are kept as files."
    )
    sms_token: str | None = Field(None, description="The bearer token that the SMS gateway asks for.")
    identity_providers: Annotated[tuple[IdentityProvider, ...], NoDecode, BeforeValidator(read_providers)] = Field(
        (),
        description="Outside identity providers (OpenID Connect) that people may sign in with, as JSON: `sign-in.md`.",
    )
    identity_key: str | None = Field(
        None, description="RSA key (PEM) that signs what other sites learn; made and kept in the home folder if unset."
    )
    tsa_url: str | None = Field(None, description="An RFC 3161 time stamp authority; without it the test authority.")
    data_export_days: int = Field(7, description="How long the download of one's own data can be fetched.", ge=1)
    keep_applications_days: int = Field(
        365, description="How long refused applications, and those whose questions stay unanswered, are kept.", ge=1
    )
    keep_invitations_days: int = Field(30, description="How long an invitation is kept after it has expired.", ge=1)
    keep_looks_days: int = Field(
        365, description="How long it is kept that support looked at an account as its person sees it.", ge=1
    )
    keep_sessions_days: int = Field(30, description="After how many days without a visit one is signed out.", ge=1)
    keep_unconfirmed_days: int = Field(
        30, description="How long an account is kept whose mail address was never confirmed.", ge=1
    )
    keep_drafts_days: int = Field(30, description="How long papers are kept that no application followed.", ge=1)
    keep_imports_days: int = Field(90, description="How long a delegation's uploaded spreadsheets are kept.", ge=1)
    keep_mail_days: int = Field(30, description="How long mail and text messages that are kept as files stay.", ge=1)
    keep_stream_keys_days: int = Field(
        90,
        description="How long it is kept which stream keys and players on other sites there were, after their end.",
        ge=1,
    )
    keep_hidden_questions_days: int = Field(
        90, description="How long questions of a stream's audience are kept that were hidden as abuse.", ge=1
    )
    keep_interpreters_days: int = Field(
        7, description="How long the names of interpreters are kept after they were last in a booth.", ge=1
    )
    keep_jobs_days: int = Field(30, description="How long jobs that failed are kept for the administrator.", ge=1)

    @property
    def address(self) -> str:
        return (
            self.public_url or f"http://{'localhost' if self.host == '127.0.0.1' else self.host}:{self.port}"
        ).rstrip("/")

    @property
    def bucket(self) -> BucketPlace | None:
        """Where recordings go to; None where they stay on the disk."""
        if not self.s3_bucket:
            return None
        return BucketPlace(
            bucket=self.s3_bucket,
            url=self.s3_url,
            region=self.s3_region,
            key=self.s3_key,
            secret=self.s3_secret,
            prefix=self.s3_prefix,
        )

    @property
    def shows_demo(self) -> bool:
        """Demo accounts and the mailbox are for this machine alone: behind a public address they are closed."""
        return self.demo and self.public_url is None and self.host in {"127.0.0.1", "localhost", "::1"}

    def key(self) -> str:
        """Return the secret key; the first call makes it, readable by its owner only."""
        return self.secret_key or _kept(self.home / "secret-key", lambda: secrets.token_urlsafe(48))

    def identity_keys(self) -> list[str]:
        """Return the RSA keys that ID tokens are checked with; the first one signs, an older one still counts."""
        if self.identity_key:
            return [self.identity_key]
        older = self.home / "identity-key-old.pem"
        newest = _kept(self.home / "identity-key.pem", _make_rsa_key)
        return [newest, older.read_text()] if older.exists() else [newest]


def _kept(path: Path, make: Callable[[], str]) -> str:
    """Return a secret of the home folder; made at first, whole or not at all, readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}-{os.getpid()}-{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
        try:
            path.hardlink_to(draft)
        except FileExistsError:  # another process was faster; its secret is the fair's
            pass
        finally:
            draft.unlink()
    return path.read_text()


def _make_rsa_key() -> str:
    from cryptography.hazmat.primitives.asymmetric import rsa  # noqa: PLC0415 -- needed once; options are read often
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415 -- the same
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def load_options() -> Options:
    """Read the environment; plain `DATABASE_URL` counts too, as most hosts set that."""
    plain = os.environ.get("DATABASE_URL")
    if plain and not os.environ.get("EVERFAIR_DATABASE_URL"):
        return Options(database_url=plain)
    return Options()
