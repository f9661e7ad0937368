"""The settings about identity: outside providers, and the keys that sign."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from pydantic import ValidationError

from everfair.config.options import Options

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.unit

GOOD = {
    "id": "feishu",
    "name": {"zh": "飞书", "en": "Feishu"},
    "issuer": "https://login.example.org/tenant/",
    "client_id": "fair",
    "client_secret": "kept to itself",
}


def options(monkeypatch: pytest.MonkeyPatch, written: str) -> Options:
    monkeypatch.setenv("EVERFAIR_IDENTITY_PROVIDERS", written)
    return Options()


def words(monkeypatch: pytest.MonkeyPatch, written: str) -> str:
    with pytest.raises(ValidationError) as caught:
        options(monkeypatch, written)
    (wrong,) = caught.value.errors()
    assert wrong["loc"] == ("identity_providers",)
    return str(wrong["msg"])


def test_no_provider_is_the_usual_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EVERFAIR_IDENTITY_PROVIDERS", raising=False)

    assert Options().identity_providers == ()


def test_provider_is_read_with_its_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    (provider,) = options(monkeypatch, json.dumps([GOOD])).identity_providers

    assert provider.issuer == "https://login.example.org/tenant"
    assert (provider.scopes, provider.pkce) == (("openid", "profile", "email"), True)
    assert "kept to itself" not in repr(provider)
    assert provider.as_app() == {
        "provider_id": "feishu",
        "name": "Feishu",
        "client_id": "fair",
        "secret": "kept to itself",
        "settings": {
            "server_url": "https://login.example.org/tenant",
            "names": {"zh-hans": "飞书", "en": "Feishu"},
            "scope": ["openid", "profile", "email"],
            "oauth_pkce_enabled": True,
        },
    }


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"issuer": "http://login.example.org"}, "entry 1: issuer: must be an https address without ? and #"),
        ({"issuer": "https://login.example.org/?a=1"}, "entry 1: issuer: must be an https address without ? and #"),
        ({"issuer": "nonsense"}, "entry 1: issuer: must be an https address without ? and #"),
        ({"id": "Fei Shu"}, "entry 1: id: String should match pattern '^[a-z0-9][a-z0-9-]{0,29}$'"),
        ({"name": "Feishu"}, "entry 1: name: Input should be a valid dictionary or instance of ProviderName"),
        ({"name": {"en": "Feishu"}}, "entry 1: name: zh: Field required"),
        ({"client_id": ""}, "entry 1: client_id: String should have at least 1 character"),
        ({"scopes": ["profile"]}, "entry 1: scopes: must contain openid"),
        ({"secret": "x"}, "entry 1: secret: Extra inputs are not permitted"),
    ],
)
def test_what_is_wrong_is_said_by_entry_and_field(
    monkeypatch: pytest.MonkeyPatch, changes: dict[str, Any], sentence: str
) -> None:
    assert words(monkeypatch, json.dumps([{**GOOD, **changes}])) == sentence


@pytest.mark.parametrize("written", ["not json", "{", "[{]"])
def test_what_is_not_json_is_said(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    assert words(monkeypatch, written).startswith("it is not JSON (")


@pytest.mark.parametrize("written", ["{}", "7", '"feishu"', "null"])
def test_what_is_no_list_is_said(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    assert words(monkeypatch, written) == "Input should be a valid tuple"


def test_secret_is_not_in_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "kept to itself" not in words(monkeypatch, json.dumps([{**GOOD, "issuer": 7}]))


def test_two_of_one_id_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert words(monkeypatch, json.dumps([GOOD, GOOD])) == "two entries have the same id"


def test_local_provider_may_speak_http(monkeypatch: pytest.MonkeyPatch) -> None:
    (provider,) = options(monkeypatch, json.dumps([{**GOOD, "issuer": "http://localhost:9000"}])).identity_providers

    assert provider.issuer == "http://localhost:9000"


def test_key_is_made_once_and_closed_to_others(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _turn: Options(home=tmp_path).identity_keys()[0], range(4)))

    (pem,) = found
    assert load_pem_private_key(pem.encode(), None).key_size == 2048  # type: ignore[union-attr]  # RSA has one
    assert (tmp_path / "identity-key.pem").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["identity-key.pem"]


def test_secret_key_is_made_the_same_way(tmp_path: Path) -> None:
    made = Options(home=tmp_path, secret_key=None).key()

    assert made == Options(home=tmp_path, secret_key=None).key()
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_older_key_still_counts_but_does_not_sign(tmp_path: Path) -> None:
    (older,) = Options(home=tmp_path).identity_keys()

    (tmp_path / "identity-key.pem").rename(tmp_path / "identity-key-old.pem")

    newest, kept = Options(home=tmp_path).identity_keys()
    assert kept == older
    assert newest != older


def test_key_of_the_settings_wins(tmp_path: Path) -> None:
    assert Options(home=tmp_path, identity_key="PEM").identity_keys() == ["PEM"]
    assert list(tmp_path.iterdir()) == []
