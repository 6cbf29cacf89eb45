"""Bytes to text: byte order marks, a declared charset, UTF-8, then the two single-byte encodings that news still uses."""

from __future__ import annotations

import codecs
import re

from dragoman.sources.trouble import Unusable

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"Rar!",
    b"7z\xbc\xaf",
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MAX_CONTROL_SHARE = 0.01
_CYRILLIC = re.compile("[а-яё]{3,}")
_LATIN = re.compile("[A-Za-z]{2,}")
_MAX_ODD_SHARE = 0.25
_ODD = re.compile("[^\\w\\s.,;:!?'\"()«»“”‘’„–—…€£©®°/%&@#*+=<>-]")


def is_binary(head: bytes) -> bool:
    """Return whether the first bytes of a file are those of no text."""
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return False
    if head.startswith(_MAGIC):
        return True
    return len(_CONTROL.findall(head)) > _MAX_CONTROL_SHARE * len(head)


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of `data`.

    Args:
        data: the whole file, or one record of it.
        declared: the charset that the page or server names, if any. It is not believed where the bytes contradict it.

    Raises:
        Unusable: code "binary" or "encoding".
    """
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _strict(data, name)
    if is_binary(data[:8192]):
        raise Unusable("binary", "the file is no text: it holds control bytes or the signature of another format")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if declared and _is_known(declared):
        try:
            return data.decode(declared)
        except UnicodeDecodeError:
            pass
    return _single_byte(data)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise Unusable(
            "encoding", f"the byte order mark says {name}, but byte {error.start} does not fit it"
        ) from error


def _is_known(name: str) -> bool:
    try:
        return codecs.lookup(name).name not in ("utf-8", "ascii") and codecs.lookup(name)._is_text_encoding
    except (LookupError, ValueError):
        return False


def _single_byte(data: bytes) -> str:
    """Decode as Windows-1251 where that gives Cyrillic words, else as Windows-1252 where that gives Latin words."""
    cyrillic = data.decode("cp1251", "replace")
    inside = sum(map(len, _CYRILLIC.findall(cyrillic.lower())))
    if "�" not in cyrillic and inside > 0.4 * len(data) and inside > sum(map(len, _LATIN.findall(cyrillic))):
        return cyrillic
    latin = data.decode("cp1252", "replace")
    letters = sum(map(len, _LATIN.findall(latin)))
    odd = len(_ODD.findall(latin)) + latin.count("�")
    if "�" not in latin and letters > 0.5 * len(latin) and odd < _MAX_ODD_SHARE * len(latin):
        return latin
    raise Unusable(
        "encoding", "the text is neither UTF-8 nor UTF-16 nor Windows-1252 nor Windows-1251; convert it to UTF-8"
    )
