"""Files that hold files: zip archives, saved e-mails, Outlook messages."""

from __future__ import annotations

import email
import email.policy
import posixpath
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.ole import Ole
from pipeline.ingest.package import Package, open_package
from pipeline.ingest.sniff import Format, sniff

MOST_DEPTH = 3
MOST_FILES = 500
MOST_BYTES = 500_000_000

Member = tuple[str, bytes | SourceError]
"""A file inside a container by its path inside; or why that one cannot be had."""

Files = tuple[Member, ...]

_CONTAINERS = frozenset({Format.ZIP, Format.EML, Format.MSG})
_KEPT = re.compile(r"[^\w .,()&'+@#-]+")
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$)")
_STREAM = "__substg1.0_"
_WORDS = "message"
_UNSOUND = "A message inside the message is damaged. Save it as a file of its own and add that."
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".ico", ".svg"})


def expand(data: bytes, path: str) -> Files | None:
    """The files inside a container, each with its path inside: `("mail.eml/minutes.docx", …)`.

    None where the bytes are no container. Containers inside are opened too, to `MOST_DEPTH`. A
    file inside that is damaged or locked comes as the SourceError that says so, and costs itself.
    Pictures and the litter of file managers are left out; the words of a message are a file
    named `message.txt` or `message.html`. Raises SourceError: too-large, encrypted, corrupt-zip.
    """
    found = sniff(data)
    if found not in _CONTAINERS:
        return None
    files: list[Member] = []
    _open(data, found, path, 1, files)
    return tuple(files)


def _open(data: bytes, found: Format, path: str, depth: int, files: list[Member]) -> None:
    taken: set[str] = set()
    for name, content in _members(data, found):
        place = f"{path}/{_unique(name, taken)}"
        inner = Format.UNKNOWN if isinstance(content, SourceError) else sniff(content)
        if isinstance(content, bytes) and inner in _CONTAINERS:
            _inner(content, inner, place, depth, files)
        else:
            files.append((place, content))
        size = sum(len(one) for _, one in files if isinstance(one, bytes))
        if len(files) > MOST_FILES or size > MOST_BYTES:
            message = f"The file holds more than {MOST_FILES:,} files or {MOST_BYTES:,} bytes."
            raise SourceError(QuarantineKind.TOO_LARGE, f"{message} Unpack it first.")


def _inner(data: bytes, found: Format, place: str, depth: int, files: list[Member]) -> None:
    """Open a container within a container; where that fails, it is one file that cannot be had."""
    if depth >= MOST_DEPTH:
        message = "The file holds archives within archives within archives. Unpack it first."
        files.append((place, SourceError(QuarantineKind.TOO_LARGE, message)))
        return
    before = len(files)
    try:
        _open(data, found, place, depth + 1, files)
    except SourceError as error:
        files[before:] = [(place, error)]


def _members(data: bytes, found: Format) -> list[Member]:
    if found is Format.ZIP:
        members = _zip(data)
    elif found is Format.EML:
        members = _mail(data)
    else:
        members = _outlook(data)
    return [
        (name, content)
        for name, content in members
        if not _JUNK.search(name) and posixpath.splitext(name.lower())[1] not in _PICTURES
    ]


def _zip(data: bytes) -> list[Member]:
    package = open_package(data)
    return [(name, _part(package, name)) for name in package.names]


def _part(package: Package, name: str) -> bytes | SourceError:
    try:
        return package.read(name) or b""
    except SourceError as error:
        return error


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a message that hold something; a message that is attached is one part."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        if isinstance(part, EmailMessage):
            yield from _parts(part)


def _mail(data: bytes) -> list[Member]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    members: list[Member] = []
    bodies: dict[str, bytes] = {}
    for part in _parts(message):
        if part.get_content_type() == "message/rfc822":
            members += _attached(part)
            continue
        content = _payload(part)
        try:
            name = part.get_filename()
        except (ValueError, LookupError, TypeError, AttributeError):
            name = None
        kind = part.get_content_type()
        if name:
            members.append((name, content))
        elif kind in {"text/plain", "text/html"}:
            bodies.setdefault(kind, content)
    if "text/plain" in bodies:
        members.insert(0, ("message.txt", bodies["text/plain"]))
    elif "text/html" in bodies:
        members.insert(0, ("message.html", bodies["text/html"]))
    return members


def _attached(part: EmailMessage) -> list[Member]:
    """A message that was forwarded as an attachment, as a file named by its subject."""
    inner = part.get_payload()
    if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
        return []
    try:
        subject = str(inner[0]["subject"] or "")
        return [(f"{subject.strip() or 'message'}.eml", inner[0].as_bytes())]
    except (ValueError, LookupError, TypeError, AttributeError):
        return [("message.eml", SourceError(QuarantineKind.MALFORMED, _UNSOUND))]


def _payload(part: EmailMessage) -> bytes:
    """The content of a part; its text in UTF-8, whatever it was sent in."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = str(part.get_content_charset() or "")
    if charset and part.get_content_type() == "text/plain":
        try:
            return content.decode(charset).encode("utf-8", "replace")
        except (LookupError, UnicodeDecodeError):
            return content
    return content


def _outlook(data: bytes) -> list[Member]:
    """Attachments and the words of a message, and of the messages attached to it.

    [MS-OXMSG] 2.2: the words are plain (1000) or, where Outlook kept them only so, a web page
    (1013); an attachment is its bytes (3701, binary) or a message in a folder (3701, object).
    """
    with Ole(data) as ole:
        return _message(ole, "", 0)


def _message(ole: Ole, folder: str, depth: int) -> list[Member]:
    members: list[Member] = []
    if (said := _text(ole, folder, "1000")) is not None and said.strip():
        members.append((f"{_WORDS}.txt", said.encode()))
    elif (page := ole.read(f"{folder}{_STREAM}10130102")) is not None:
        members.append((f"{_WORDS}.html", page))
    elif (said := _text(ole, folder, "1013")) is not None:
        members.append((f"{_WORDS}.html", said.encode()))
    inside = {
        name[len(folder) :].partition("/")[0] for name in ole.names if name.startswith(folder)
    }
    for attachment in sorted(name for name in inside if name.startswith("__attach")):
        place = f"{folder}{attachment}/"
        content = ole.read(f"{place}{_STREAM}37010102")
        names = (_text(ole, place, code) for code in ("3707", "3704", "3001"))
        name = next((name for name in names if name), "attachment")
        if content is not None:
            members.append((name, content))
        elif depth < MOST_DEPTH:
            inner = _message(ole, f"{place}{_STREAM}3701000d/", depth + 1)
            members += ((f"{name}/{below}", held) for below, held in inner)
    return members


def _text(ole: Ole, folder: str, code: str) -> str | None:
    """A property that is text, in either width."""
    if (wide := ole.read(f"{folder}{_STREAM}{code}001f")) is not None:
        return wide.decode("utf-16-le", "replace")
    narrow = ole.read(f"{folder}{_STREAM}{code}001e")
    return None if narrow is None else narrow.decode("cp1252", "replace")


def _unique(name: str, taken: set[str]) -> str:
    """A name that is safe to show and to compare, and that no other member has."""
    steps = [_KEPT.sub("_", step).strip(" .") for step in name.replace("\\", "/").split("/")]
    clean = "/".join(step[-120:] for step in steps if step) or "file"
    stem, ending = posixpath.splitext(clean)
    candidate, count = clean, 1
    while candidate.lower() in taken:
        count += 1
        candidate = f"{stem} ({count}){ending}"
    taken.add(candidate.lower())
    return candidate
