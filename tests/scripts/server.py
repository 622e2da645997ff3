# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server that follows a script, one connection long, in a thread of its own; it keeps every octet that it received."""

import base64
import os
import re
import socket
import struct
import threading
import time

import handshakes

GREETING = ["S 220 mx.test ESMTP"]
OFFER = "C EHLO|S 250-mx.test|S 250-PIPELINING|S 250-SIZE 10000000|S 250-8BITMIME|".split("|")[:-1]
MACROS = {
    "@G": GREETING,
    "@E": OFFER + ["S 250-STARTTLS", "S 250 ENHANCEDSTATUSCODES"],
    "@T1": ["C STARTTLS", "S 220 2.0.0 go", "TLS good", "@E2"],
    "@T": ["@T1"],
    "@A": ["AUTHDONE", "S 235 2.7.0 ok"],
    "@M": ["C MAIL", "S 250 2.1.0 ok"],
    "@R": ["C RCPT", "S 250 2.1.5 ok"],
    "@D": ["C DATA", "S 354 go"],
    "@B": ["BODY"],
    "@OK": ["S 250 2.0.0 Ok: queued as TEST"],
    "@Q": ["C QUIT", "S 221 2.0.0 bye", "FIN"],
}
VERBS = ("S R X LOOP LOOPLINE DRIP SLOWLINES C AUTHDONE Z H FIN RST TLS NOTIFY ABRUPT RENEG EMPTYRECORDS READ NOREAD SLOWREAD SCRAM "
         "ECHO BODY CHECK CANCEL SLEEP").split()
KEPT_OF_SENT = 8 << 20
SCRAM_FAULTS = ("badv", "nov")  # besides i=COUNT
CERTIFICATES = {"good": "good", "expired": "expired", "notyet": "future", "selfsigned": "self-signed",
                "unknownca": "unknown-ca", "wronghost": "wrong-name", "nointermediate": "missing-intermediate",
                "sha1sig": "sha1", "ekuclient": "wrong-purpose", "caleaf_nonca": "not-a-ca"}


class Gone(Exception):
    """The client is no longer there, or did what the script does not allow."""


def octets(text):
    """The octets meant by text with \\r \\n \\t \\xNN."""
    plain = {"r": "\r", "n": "\n", "t": "\t"}
    raw = re.sub(r"\\x([0-9a-fA-F]{2})|\\([rnt])", lambda m: chr(int(m[1], 16)) if m[1] else plain[m[2]], text)
    try:
        return raw.encode("latin-1")
    except UnicodeEncodeError:
        return raw.encode()


def expand(script, auth_offer):
    """The script without macros."""
    for line in script:
        if line == "@E2":
            auth = [f"S 250-AUTH {auth_offer}"] if auth_offer else []
            yield from OFFER + auth + ["S 250 ENHANCEDSTATUSCODES"]
        elif line in MACROS:
            yield from expand(MACROS[line], auth_offer)
        else:
            yield line


def can_shake_hands(words, certificates):
    name, *options = words.split(" ")
    return name in certificates and all(re.fullmatch(handshakes.OPTIONS, one) for one in options)


def why_not(script, certificates=CERTIFICATES):
    """Why this server cannot play the script with these certificates, or None."""
    for line in expand(script, "PLAIN"):
        verb, _, rest = line.partition(" ")
        if verb not in VERBS:
            return f"{verb} is not spoken here"
        if verb == "TLS" and not can_shake_hands(rest, certificates):
            return f"no such handshake here: {rest}"
        if verb == "SCRAM" and not rest.startswith("i=") and rest not in SCRAM_FAULTS:
            return f"no such SCRAM here: {rest}"
    return None


class Server:
    """What it received and sent is kept for all connections together; begun has where each of them began."""

    def __init__(self, script, pki, auth_offer="PLAIN LOGIN", hurry=1):
        self.script = list(expand(script, auth_offer))
        self.pki = pki
        self.hurry = hurry
        self.received, self.clear, self.sent = bytearray(), bytearray(), bytearray()
        self.begun = []
        self.buffer = self.message = self.record = b""
        self.checks = []  # of CHECK, for who plays the script
        self.on_cancel = self.on_sleep = lambda *_: None
        self.complaint = None
        self.connection = None
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    @property
    def connections(self):
        return len(self.begun)

    def first_connection(self):
        """What was received and sent on it."""
        received, sent = self.begun[1] if len(self.begun) > 1 else (None, None)
        return bytes(self.received[:received]), bytes(self.sent[:sent])

    def stop(self):
        for one in (self.listener, self.connection):
            if one:
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass
                one.close()
        self.thread.join(5)

    def _serve(self):
        try:
            while True:
                self.connection, _ = self.listener.accept()
                self.begun.append((len(self.received), len(self.sent)))
                self._play()
        except OSError:
            pass

    def _play(self):
        self.connection.settimeout(60)
        self.buffer = self.record = b""
        self.encrypted = False
        try:
            for line in self.script:
                verb, _, rest = line.partition(" ")
                getattr(self, "_do_" + verb.lower())(rest)
        except Gone as reason:
            self.complaint = self.complaint or str(reason) or None
        except (OSError, ValueError):
            pass
        finally:
            self.connection.close()

    def _receive(self):
        data = self.connection.recv(65536)
        if not data:
            raise Gone
        self.received += data
        if not self.encrypted:
            self.clear += data
        return data

    def _send(self, data):
        if len(self.sent) < KEPT_OF_SENT:
            self.sent += data
        self.connection.sendall(data)

    def _line(self):
        while b"\n" not in self.buffer:
            self.buffer += self._receive()
        line, self.buffer = self.buffer.split(b"\n", 1)
        return line.rstrip(b"\r").decode("utf-8", "replace")

    def _do_s(self, text):
        self._send(octets(text) + b"\r\n")

    def _do_r(self, text):
        self._send(octets(text))

    def _do_x(self, rest):
        count, _, text = rest.partition(" ")
        for many in [1000] * (int(count) // 1000) + [int(count) % 1000]:
            self._send(octets(text) * many)

    def _do_loop(self, text):
        while True:
            self._send(octets(text) * 100)

    def _do_loopline(self, rest):
        while True:
            self._line()
            self._do_s(rest.removeprefix("S "))

    def _do_drip(self, rest):
        pause, _, text = rest.partition(" ")
        for octet in octets(text):
            self._send(bytes([octet]))
            time.sleep(float(pause) / self.hurry)

    def _do_slowlines(self, rest):
        pause, count, text = rest.split(" ", 2)
        for _ in range(int(count)):
            self._do_s(text)
            time.sleep(float(pause) / self.hurry)

    def _do_c(self, verb):
        if verb == "CLIENTHELLO":
            self._read_record()
            return
        line = self.last = self._line()
        if verb != "*" and not line.upper().startswith(verb):
            raise Gone(f"the client sent {line[:80]!r} in the place of {verb}")

    def _do_authdone(self, _):
        words = self._line().split(" ")
        if words[0].upper() != "AUTH" or len(words) < 2:
            raise Gone(f"the client sent {words[0]!r} in the place of AUTH")
        prompts = ["Username:", "Password:"] if words[1].upper() == "LOGIN" else [""]
        for prompt in prompts[len(words) - 2:]:
            self._do_s("334 " + base64.b64encode(prompt.encode()).decode())
            self.last = self._line()
        if len(words) > 2 and len(prompts) == 1:
            self.last = words[2]

    def _do_z(self, seconds):
        time.sleep(float(seconds) / self.hurry)

    def _do_h(self, _):
        while True:
            self._receive()

    def _do_fin(self, _):
        raise Gone

    def _do_abrupt(self, _):
        raise Gone

    def _do_rst(self, _):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        raise Gone

    def _do_notify(self, _):
        self.connection.unwrap()

    def _read_record(self):
        """A TLS record, whatever it holds (RFC 8446 §5.1)."""
        while len(self.buffer) < 5 or len(self.buffer) < 5 + int.from_bytes(self.buffer[3:5], "big"):
            self.buffer += self._receive()
        length = 5 + int.from_bytes(self.buffer[3:5], "big")
        self.record, self.buffer = self.buffer[:length], self.buffer[length:]

    def _do_tls(self, words):
        name, *options = words.split(" ")
        file = f"{self.pki}/{name}" if os.path.exists(f"{self.pki}/{name}.pem") else f"{self.pki}/{CERTIFICATES[name]}"
        by_gnutls = {"RENEG", "EMPTYRECORDS"} & set(self.script)
        self.connection = handshakes.shake_hands(self.connection, file, options, self.record, self.hurry, by_gnutls)
        self.encrypted = True
        self.buffer = b""

    def _do_reneg(self, _):
        self.connection.ask_to_renegotiate()

    def _do_emptyrecords(self, _):
        while True:
            self.connection.send_empty_record()

    def _do_scram(self, fault):
        """After AUTH with its initial response: a server's part of SCRAM (RFC 5802 §5) with this fault."""
        first = base64.b64decode(self.last.split(" ")[2]).decode()
        nonce = re.search(r",r=([^,]*)", first)[1]
        count = fault.removeprefix("i=") if fault.startswith("i=") else "4096"
        self._say_encoded(f"r={nonce}srv,s={base64.b64encode(b'salt of the test').decode()},i={count}")
        if fault.startswith("i="):
            return
        self._line()
        if fault == "badv":
            self._say_encoded("v=" + base64.b64encode(bytes(32)).decode())
        else:
            self._do_s("235 2.7.0 ok")

    def _say_encoded(self, text):
        self._do_s("334 " + base64.b64encode(text.encode()).decode())

    def _do_slowread(self, rate):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        while True:
            data = self.connection.recv(max(1, int(rate) // 10))
            if not data:
                raise Gone
            time.sleep(0.1)

    def _do_read(self, count):
        got = len(self.buffer)
        while got < int(count):
            got += len(self._receive())
        self.buffer = b""

    def _do_noread(self, _):
        time.sleep(30)

    def _do_echo(self, text):
        decoded = base64.b64decode(self.last).decode("utf-8", "replace").split("\0")
        words = {"{PASSWORD}": decoded[-1], "{USER}": decoded[-2] if len(decoded) > 1 else "", "{LASTLINE}": self.last}
        for name, value in words.items():
            text = text.replace(name, value)
        self._send(text.encode() + b"\r\n")

    def _do_body(self, _):
        """The message as it is on the wire, up to the dot (RFC 5321 §4.1.1.4)."""
        wire = bytearray(b"\r\n" + self.buffer)
        seen = 0
        while (end := wire.find(b"\r\n.\r\n", seen)) < 0:
            seen = max(0, len(wire) - 4)
            wire += self._receive()
        self.message, self.buffer = bytes(wire[2:end + 2]), bytes(wire[end + 5:])

    def _do_check(self, what):
        self.checks.append(what)

    def _do_cancel(self, _):
        self.on_cancel()
        time.sleep(1)  # nothing is read meanwhile, or what was to be cancelled would go on

    def _do_sleep(self, seconds):
        self.on_sleep(float(seconds) / self.hurry)
