"""Somebody who walks through the fair in a browser."""

from __future__ import annotations

import email
import email.policy
import re
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

PICTURES = Path(__file__).resolve().parents[2] / "test-results"
PASSWORD = "lantern over the river 2020"


class Walker:
    """A page, and the verbs that a person would use; forms are found by their fields' names, never by words."""

    def __init__(self, page: Page, mail: Path) -> None:
        self.page = page
        self.mail = mail
        self.complaints: list[str] = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer is not None
        assert answer.status < 400, f"{path} answers {answer.status}"

    def fill(self, **fields: str) -> None:
        for name, value in fields.items():
            field = self.page.locator(f"main [name={name}]:not([type=hidden])")
            if field.first.evaluate("element => element.tagName") == "SELECT":
                field.select_option(value)
            elif field.first.get_attribute("type") in {"radio", "checkbox"}:
                self.page.locator(f"main [name={name}]" + (f"[value='{value}']" if value != "on" else "")).check()
            else:
                field.fill(value)

    def send(self, within: str = "main form") -> None:
        """Press the button of a form and wait for the page that follows; nothing may be asked again."""
        with self.page.expect_navigation():
            self.page.locator(f"{within} button[type=submit]").first.click()
        refusals = self.page.locator("main :is(.field-error, .notice-error):visible").all_inner_texts()
        assert refusals == [] or "/verify" in self.page.url, f"{self.page.url}: {refusals}"

    def follow(self, selector: str) -> None:
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()

    def sees(self, words: str) -> None:
        expect(self.page.locator("main")).to_contain_text(words)

    def picture(self, name: str) -> None:
        """Take a picture of the whole page for people to look at, without touching its style attributes."""
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True, caret="initial")

    def sign_in(self, address: str, password: str) -> None:
        self.go("/accounts/login/")
        self.fill(login=address, password=password)
        self.send()

    def sign_up(self, name: str, address: str) -> None:
        """Sign up and open the account with the code in the mail."""
        self.go("/accounts/signup/")
        self.fill(name=name, email=address, password1=PASSWORD, consent="on")
        self.send()
        self.fill(code=self.code_for(address))
        self.send()

    def found_organisation(self, *, chinese: str, english: str, country: str) -> None:
        self.go("/me/organisations/new")
        self.fill(name_zh=chinese, name_en=english, kind="company", country=country)
        self.send()

    def code_for(self, address: str) -> str:
        """Return the code of the newest letter to an address."""
        codes = re.findall(r"^\d{4}-\d{4}$", self.letters_to(address)[-1], re.MULTILINE)
        return str(codes[-1])

    def letters_to(self, address: str) -> list[str]:
        """Return what was mailed to an address, the newest last."""
        self.page.wait_for_timeout(300)
        files = sorted(self.mail.glob("*"), key=lambda file: file.stat().st_mtime_ns)
        letters = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default) for file in files]
        parts = [letter.get_body(("plain",)) for letter in letters if address in str(letter["To"])]
        return [str(part.get_content()) for part in parts if part is not None]

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{self.page.url}: {message.text}")
