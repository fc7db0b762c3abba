"""What a frame may hold. Structured and checked here, never markup: the province fills fields, we draw them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from agencies.portal.errors import (
    ColoursTooClose,
    NotAColour,
    NotALink,
    NotAnAddress,
    NotAnOrigin,
    TooManyLines,
    TooManyLinks,
)

# WCAG 2.2, 1.4.3: text of ordinary size.
LEAST_CONTRAST = 4.5
MOST_LINES, MOST_LINKS, MOST_ORIGINS = 3, 8, 5
LONGEST_LINE, LONGEST_URL, LONGEST_ADDRESS = 120, 300, 253
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST = re.compile(rf"(?:{_LABEL}\.)+{_LABEL}")
_PREFIX = re.compile(r"(?:/[a-z0-9](?:[a-z0-9_-]{0,38}[a-z0-9])?){1,4}")
_ENGLISH = "/en"  # what our own English addresses begin with


@dataclass(frozen=True, slots=True)
class Link:
    """A link in the head or the foot."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class FrameContent:
    """The head and the foot of the portal. `origins`: whose pages may show ours inside a frame."""

    lines: tuple[str, ...]
    home_url: str
    ground: str
    ink: str
    links: tuple[Link, ...] = ()
    foot_lines: tuple[str, ...] = ()
    foot_links: tuple[Link, ...] = ()
    origins: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """For a JSON column."""
        return asdict(self)

    @classmethod
    def read(cls, values: dict[str, Any]) -> FrameContent:
        """Back from plain values."""
        return cls(
            lines=tuple(values["lines"]), home_url=values["home_url"], ground=values["ground"], ink=values["ink"],
            links=tuple(Link(**link) for link in values["links"]), foot_lines=tuple(values["foot_lines"]),
            foot_links=tuple(Link(**link) for link in values["foot_links"]), origins=tuple(values["origins"]),
        )  # fmt: skip


def check_content(content: FrameContent) -> FrameContent:
    """The content, when all of it may be shown.

    Raises TooManyLines, TooManyLinks, NotALink, NotAColour, ColoursTooClose, NotAnOrigin.
    """
    for field, lines in (("lines", content.lines), ("foot_lines", content.foot_lines)):
        if len(lines) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines):
            raise TooManyLines(field=field, most=MOST_LINES, longest=LONGEST_LINE)
    check_link(content.home_url, field="home_url")
    for field, links in (("links", content.links), ("foot_links", content.foot_links)):
        _check_links(links, field)
    check_colours(content.ground, content.ink)
    if len(content.origins) > MOST_ORIGINS:
        raise NotAnOrigin(most=MOST_ORIGINS, wrong="")
    for origin in content.origins:
        check_origin(origin)
    return content


def _check_links(links: Sequence[Link], field: str) -> None:
    if len(links) > MOST_LINKS or any(not link.text or len(link.text) > LONGEST_LINE for link in links):
        raise TooManyLinks(field=field, most=MOST_LINKS)
    for link in links:
        check_link(link.url, field=field)


def check_link(url: str, *, field: str) -> None:
    """Only a plain web address: no script, no user name in it, nothing that breaks out of an attribute.

    Raises NotALink.
    """
    try:
        parts = urlsplit(url)
        fits = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(parts.hostname or "")) and not parts.username
        _ = parts.port
    except ValueError:
        fits = False
    if not fits or len(url) > LONGEST_URL or any(c.isspace() or c in "\"'<>\\" for c in url):
        raise NotALink(field=field, url=url[:80])


def check_colours(ground: str, ink: str) -> None:
    """Two colours that can be told apart by whoever sees little. Raises NotAColour, ColoursTooClose."""
    for field, colour in (("ground", ground), ("ink", ink)):
        if not _COLOUR.fullmatch(colour):
            raise NotAColour(field=field)
    if contrast(ground, ink) < LEAST_CONTRAST:
        raise ColoursTooClose(contrast=f"{contrast(ground, ink):.1f}".replace(".", ","))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2): from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def check_origin(origin: str) -> None:
    """Exactly `https://name` with an optional port: it goes into a header. No wildcard. Raises NotAnOrigin."""
    scheme, _, rest = origin.partition("://")
    name, _, port = rest.partition(":")
    fits = scheme == "https" and _HOST.fullmatch(name) and (not port or (port.isdecimal() and int(port) < 65536))
    if not fits or len(origin) > LONGEST_ADDRESS or origin.endswith(":"):
        raise NotAnOrigin(most=MOST_ORIGINS, wrong=origin[:80])


def read_address(typed: str) -> str:
    """The address of a site as it is kept: a name in lower case, with a path when it is a part of another site.

    `https://yenthe.bacninh.gov.vn/` and `yenthe.bacninh.gov.vn` are one. Raises NotAnAddress.
    """
    address = typed.strip().lower().removeprefix("https://").removeprefix("http://").rstrip("/")
    host, slash, path = address.partition("/")
    if len(address) > LONGEST_ADDRESS or not is_host(host) or (slash and not is_prefix("/" + path)):
        raise NotAnAddress
    return address


def is_host(name: str) -> bool:
    """A name of the domain name system with a dot in it, in lower case; an IP address is none."""
    try:
        ip_address(name)
    except ValueError:
        return len(name) <= LONGEST_ADDRESS and bool(_HOST.fullmatch(name))
    return False


def is_prefix(path: str) -> bool:
    """A path under which a proxy may show us: plain segments, and none of our own at its end."""
    return bool(_PREFIX.fullmatch(path)) and not path.endswith(_ENGLISH)


def read_lines(text: str) -> tuple[str, ...]:
    """The lines of a text field that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def read_links(text: str) -> tuple[Link, ...]:
    """Links as typed, one a line: the words, a bar, the address. What has no bar has no address."""
    pairs = (line.partition("|") for line in read_lines(text))
    return tuple(Link(words.strip(), url.strip()) for words, _, url in pairs)


def write_links(links: Iterable[Link]) -> str:
    """The same back for the form."""
    return "\n".join(f"{link.text} | {link.url}" for link in links)
