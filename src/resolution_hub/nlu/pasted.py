"""What in a message is not the customer's own words: quoted mails, their heads, signatures, logs, data.

Told by the shape of lines alone. From the first sign of an older mail on, all is quoted, unless own words follow lines
that each carry a quote mark. If nothing of their own is left, nothing is set aside: a customer who pastes a mail and
says no more means the mail.
"""

from __future__ import annotations

import re

from resolution_hub.nlu.plain import Plain

_MARKED = re.compile(r"[>|]")
_HEAD = re.compile(
    r"(?:from|sent|to|cc|bcc|subject|date|reply-to|von|gesendet|an|betreff|de|envoyé|objet|à)\s?:\s?\S", re.IGNORECASE
)
_MAIL_BEGINS = re.compile(
    r"-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|message d'origine)\b"
    r"|begin forwarded message:|_{10,}$"
    r"|on .{4,120} wrote: ?$|am .{4,120} schrieb .{1,80}: ?$|le .{4,120} a écrit ?: ?$|el .{4,120} escribió: ?$",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"--$|—$|sent from my \w|get outlook for|sent via |von meinem iphone|envoyé de mon", re.IGNORECASE
)
_MACHINE = (
    re.compile(
        r"traceback \(most recent call last\)|file \"[^\"]{1,200}\", line \d|at [\w.$<>]{1,200}\([\w.:/ -]{0,200}\)$",
        re.IGNORECASE,
    ),
    re.compile(
        r"\[?\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d|\d\d:\d\d:\d\d[ .,]\S*\s?(?:debug|info|warn|error|fatal)|\[?(?:debug"
        r"|info|warn(?:ing)?|error|fatal)\]?[ :]{1,3}\[?\w*[.:/\d]",
        re.IGNORECASE,
    ),
    re.compile(r"(?:uncaught |caused by: |exception in )?(?:[\w$]{1,60}\.){0,6}[A-Z]\w{0,60}(?:Error|Exception)\b ?:"),
    re.compile(r"[{}\[\]],?$|[{}\[\]]+;?,?$|\"[\w.-]{1,60}\" ?: ?.{1,300}[,{\[\"\d\]}el]$|\{\"\w.{0,2000}\}$"),
    re.compile(
        r"<\?xml|</?\w{1,30}(?: [\w-]{1,30}=\"[^\"]{0,200}\"){0,6} ?/?>.{0,500}>$|(?:get|post|put) /\S{0,200} http/\d",
        re.IGNORECASE,
    ),
)  # fmt: skip
_LEAST_HEADS = 2  # "To: the manager" alone is a way to begin a message


def set_aside(plain: Plain) -> tuple[Plain, Plain | None]:
    """The customer's own words, and what they quoted or pasted; None if nothing, or if there would be no own words."""
    lines = _lines(plain.text)
    quoted = _quoted([plain.text[start:end] for start, end in lines])
    own = [line for line, aside in zip(lines, quoted, strict=True) if not aside]
    if len(own) == len(lines) or not any(ch.isalnum() for start, end in own for ch in plain.text[start:end]):
        return plain, None
    return plain.only(own), plain.only([line for line, aside in zip(lines, quoted, strict=True) if aside])


def _lines(text: str) -> list[tuple[int, int]]:
    """Each line's stretch, without its end; none is empty."""
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        if line:
            lines.append((start, start + len(line)))
        start += len(line) + 1
    return lines


def _quoted(lines: list[str]) -> list[bool]:
    quoted: list[bool] = []
    within = False
    for place, line in enumerate(lines):
        marked = _MARKED.match(line) is not None
        if _begins_mail(lines, place):
            # With marks on the lines that follow, the quote ends where the marks do.
            within = not (place + 1 < len(lines) and _MARKED.match(lines[place + 1]))
            quoted.append(True)
        elif within or marked:
            quoted.append(True)
        elif _SIGNATURE.match(line) and place > 0:
            quoted.append(True)
            within = line in ("--", "—")
        else:
            quoted.append(any(pattern.match(line) for pattern in _MACHINE))
    return quoted


def _begins_mail(lines: list[str], place: int) -> bool:
    if _MAIL_BEGINS.match(lines[place]):
        return True
    return all(_HEAD.match(line) for line in lines[place : place + _LEAST_HEADS]) and place + _LEAST_HEADS <= len(lines)
