"""Files that hold files: zip archives, saved e-mails, Outlook messages."""

from __future__ import annotations

import email
import email.policy
import posixpath
import re
from email.message import EmailMessage

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.ole import Ole
from pipeline.ingest.package import Package, open_package
from pipeline.ingest.sniff import Format, sniff

MOST_DEPTH = 3
MOST_FILES = 500
MOST_BYTES = 500_000_000

Files = tuple[tuple[str, bytes], ...]

_CONTAINERS = frozenset({Format.ZIP, Format.EML, Format.MSG})
_KEPT = re.compile(r"[^\w .,()&'+@#-]+")
_JUNK = re.compile(r"(?:^|/)(?:__MACOSX/|\._|~\$|\.DS_Store$|Thumbs\.db$)")
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".ico", ".svg"})


def expand(data: bytes, path: str) -> Files | None:
    """The files inside a container, each with its path inside: `("mail.eml/minutes.docx", …)`.

    None where the bytes are no container. Containers inside are opened too, to `MOST_DEPTH`.
    Pictures and the litter of file managers are left out; the words of a message are a file
    named `message.txt` or `message.html`. Raises SourceError: too-large, encrypted, corrupt-zip.
    """
    found = sniff(data)
    if found not in _CONTAINERS:
        return None
    files: list[tuple[str, bytes]] = []
    _open(data, found, path, 1, files)
    return tuple(files)


def _open(
    data: bytes, found: Format, path: str, depth: int, files: list[tuple[str, bytes]]
) -> None:
    taken: set[str] = set()
    for name, content in _members(data, found):
        place = f"{path}/{_unique(name, taken)}"
        inner = sniff(content)
        if inner in _CONTAINERS:
            if depth >= MOST_DEPTH:
                message = (
                    "The file holds archives within archives within archives. Unpack it first."
                )
                raise SourceError(QuarantineKind.TOO_LARGE, message)
            _open(content, inner, place, depth + 1, files)
            continue
        files.append((place, content))
        if len(files) > MOST_FILES or sum(len(one) for _, one in files) > MOST_BYTES:
            message = f"The file holds more than {MOST_FILES:,} files or {MOST_BYTES:,} bytes."
            raise SourceError(QuarantineKind.TOO_LARGE, f"{message} Unpack it first.")


def _members(data: bytes, found: Format) -> list[tuple[str, bytes]]:
    if found is Format.ZIP:
        members = _zip(open_package(data))
    elif found is Format.EML:
        members = _mail(data)
    else:
        members = _outlook(data)
    return [
        (name, content)
        for name, content in members
        if content
        and not _JUNK.search(name)
        and posixpath.splitext(name.lower())[1] not in _PICTURES
    ]


def _zip(package: Package) -> list[tuple[str, bytes]]:
    return [(name, package.read(name) or b"") for name in package.names]


def _mail(data: bytes) -> list[tuple[str, bytes]]:
    message = email.message_from_bytes(data, policy=email.policy.default)
    members: list[tuple[str, bytes]] = []
    bodies: dict[str, bytes] = {}
    for part in message.walk():
        if part.is_multipart():
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


def _outlook(data: bytes) -> list[tuple[str, bytes]]:
    """Attachments and the plain words of a message ([MS-OXMSG] 2.2)."""
    with Ole(data) as ole:
        members = []
        words = ole.read("__substg1.0_1000001F")
        if words is None and (narrow := ole.read("__substg1.0_1000001E")) is not None:
            members.append(("message.txt", narrow))
        elif words is not None:
            members.append(("message.txt", words.decode("utf-16-le", "replace").encode()))
        folders = sorted({name.partition("/")[0] for name in ole.names if "/" in name})
        for folder in folders:
            content = ole.read(f"{folder}/__substg1.0_37010102")
            if folder.startswith("__attach") and content is not None:
                members.append((_attachment_name(ole, folder), content))
        return members


def _attachment_name(ole: Ole, folder: str) -> str:
    for code in ("3707", "3704", "3001"):
        if (wide := ole.read(f"{folder}/__substg1.0_{code}001f")) is not None:
            return wide.decode("utf-16-le", "replace")
        if (narrow := ole.read(f"{folder}/__substg1.0_{code}001e")) is not None:
            return narrow.decode("cp1252", "replace")
    return "attachment"


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
