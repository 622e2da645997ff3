# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts of the test message by their names in the catalogue, sent by send-body, and what of a message is held against the text that
was to be sent. The message is read by Python's mail library, not by ours."""

import email
import email.policy
import os
import re
import tempfile

import tap

PIECE = 4096  # octets: the message goes out in pieces of this size (src/session/od-letter.c)
TEXTS = {
    "": "",
    # Dots wherever a piece can end: the lines are of seven lengths.
    "dots": ".\n..\n.x\n\n.\n\n" + "".join("." + "." * (n % 7) + "\n" for n in range(3 * PIECE)) + ".\n",
    "smuggle": "a\nb\rc\n.\nd\n.\r\ne\r.\rf\r.\r\ng\r\n.\r\nMAIL FROM:<x@y.test>\r\n",
    "noeol": "the end has no end of line",
    "utf8": "Grüße aus Köln: ÄÖÜ €, 漢字, \N{GRINNING FACE}\n",
    "longline": "x" * 5000 + "\n" + "ü" * 3000 + "\nshort\n",
}


def play(play_case, script, name):
    text = TEXTS[name]
    with tempfile.NamedTemporaryFile(prefix="od-body-") as file:
        file.write(text.encode())
        file.flush()
        os.chmod(file.name, 0o644)
        script.options["program"] = (os.environ["SEND_BODY"], file.name)
        play_case(script, text)


def _lines(text):
    """Whatever ends a line in the text that was given."""
    lines = re.split("\r\n|\r|\n", text)
    return lines[:-1] if lines[-1] == "" else lines


def _received_text(message):
    """The text as a mail program shows it, without the dots of RFC 5321 §4.5.2."""
    plain = re.sub(rb"(?m)^\.", b"", message)
    return email.message_from_bytes(plain, policy=email.policy.default).get_content()


def check(what, message, text, done):
    wire_lines = message.split(b"\r\n")
    if what == "7bit":
        tap.check(message.isascii(), f"no octet above 127 goes out:\n{message!r}")
    if what == "998":
        tap.check_equal([line for line in wire_lines if len(line) > 998 + 1], [], "lines of more than 998 octets")
    tap.check(not re.search(rb"\r(?!\n)|(?<!\r)\n", message), f"no lone CR or LF is on the wire:\n{message!r}")
    tap.check_equal([line for line in wire_lines if line == b"."], [], "lines that would end the message")
    tap.check_equal(_lines(_received_text(message)), _lines(text), f"the text, as it arrived\n{done.story()}")
    tap.check_equal(sum(line == "." for line in done.sent()), 1, "ends of the message")
