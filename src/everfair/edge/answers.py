"""The plain answers that the edge gives by itself, each one sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable

from everfair.edge.protocol import BODY, START, Header, Send

SECURITY_HEADERS: tuple[Header, ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


class Answer:
    """A short text that is the same for everyone."""

    def __init__(self, status: int, *sentences: str, headers: Iterable[Header] = ()) -> None:
        body = "".join(f"{sentence}\n" for sentence in sentences).encode()
        self.start = {
            "type": START,
            "status": status,
            "headers": [
                (b"content-type", b"text/plain; charset=utf-8"),
                (b"content-length", str(len(body)).encode()),
                (b"cache-control", b"no-store"),
                *SECURITY_HEADERS,
                *headers,
            ],
        }
        self.body = {"type": BODY, "body": body}

    async def send(self, send: Send) -> None:
        await send(self.start)
        await send(self.body)


OK = Answer(200, "ok")
BAD_REQUEST = Answer(400, "无法理解这个请求。", "This request cannot be understood.")
BAD_TOKEN = Answer(
    403, "实时通道的许可无效或已过期，请刷新页面。", "The permit for live updates is wrong or too old: reload the page."
)
NOT_FOUND = Answer(404, "没有这个文件。", "There is no such file.")
WRONG_METHOD = Answer(405, "此地址只能读取。", "This address can only be read.", headers=[(b"allow", b"GET, HEAD")])
TOO_SLOW = Answer(
    408,
    "上传中断时间过长，请重试。",
    "The upload stalled for too long: please try again.",
    headers=[(b"connection", b"close")],
)
FAILED = Answer(
    500,
    "很抱歉，服务器出错了，我们已有记录。请稍后重试。",
    "Sorry, something went wrong here, and it has been recorded. Please try again shortly.",
)
BUSY = Answer(
    503,
    "目前访问量过大，请稍候再试。",
    "The fair is very busy: please try again in a moment.",
    headers=[(b"retry-after", b"5")],
)


def too_large(limit: int) -> Answer:
    """Return the refusal of a request body over `limit` bytes."""
    megabytes = f"{limit / 2**20:g}"
    return Answer(
        413,
        f"上传内容超过了 {megabytes} MB 的上限，请缩小后重试。",
        f"The upload is larger than {megabytes} MB: please make it smaller.",
    )
