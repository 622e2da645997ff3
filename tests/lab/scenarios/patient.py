# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small servers in Python for what no real server does when asked: threads of the tests, with sockets in a house of the world.

Patient is a mail server that answers as a scenario says and counts logins. Shield, Masker and Portal stand in the way. A
Resolver gives false answers to questions of the name service. None of them keeps a message.
"""

import base64
import re
import select
import socket
import ssl
import struct
import threading
import time

import names
from recorder import _Port

SO_ORIGINAL_DST = 80
SO_MARK = 36
OWN_MARK = 0x0D


def server_context(pki, certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(f"{pki}/{certificate}.pem", f"{pki}/{certificate}.key")
    return context


class Patient(_Port):
    """mode: "tls", "starttls" or "plain". says: replies that differ from those of health, by verb (GREETING, EHLO, AUTH, MAIL,
    RCPT, DATA, DOT …): a list of lines, or a function of the line and the session that returns one, or None for the usual.
    passwords: those that are taken, whoever comes. date: a function for the date in the greeting."""

    def __init__(self, address, port, mode, context=None, name="smtp.example.org", auth="PLAIN LOGIN", says=None, passwords=(),
                 date=None):
        self.mode = mode
        self.context = context
        self.name = name
        self.auth = auth
        self.says = says or {}
        self.passwords = passwords
        self.date = date
        self.logins = 0
        super().__init__(address, port)

    def serve(self, connection, conversation):
        try:
            _Session(self, connection).run()
        except ssl.SSLError:
            pass


class _Session:
    def __init__(self, server, connection):
        self.server = server
        self.connection = connection
        self.peer = connection.getpeername()[0]
        self.inside = False
        self.recipients = []
        self.message = b""
        self.buffer = b""

    def run(self):
        if self.server.mode == "tls":
            self._encrypt()
        if not self._reply("GREETING", b"", [f"220 {self.server.name} ESMTP" + self._date()]):
            return
        while (line := self._read_line()) is not None:
            verb = line.split(b" ")[0].upper().decode("ascii", "replace")
            if not self._command(verb, line):
                return

    def _date(self):
        return " " + self.server.date() if self.server.date else ""

    def _command(self, verb, line):
        if verb == "AUTH":
            self.server.logins += 1
            return self._login(line)
        if verb == "MAIL":
            self.recipients = []
        if verb == "RCPT":
            self.recipients.append(line)
        usual = {"EHLO": self._offers, "HELO": lambda: [f"250 {self.server.name}"], "DATA": lambda: ["354 Go ahead"],
                 "STARTTLS": lambda: ["220 2.0.0 Go ahead"], "QUIT": lambda: ["221 2.0.0 Bye"]}.get(verb, lambda: ["250 2.0.0 Ok"])()
        on = self._reply(verb, line, usual)
        if verb == "QUIT":
            return False
        if verb == "STARTTLS":
            self._encrypt()
        return self._take_message() if verb == "DATA" and self.said.startswith("354") else on

    def _offers(self):
        words = [f"{self.server.name} Hello [{self.peer}]", "SIZE 100000000", "8BITMIME", "ENHANCEDSTATUSCODES"]
        if self.server.mode == "starttls" and not self.inside:
            words.append("STARTTLS")
        elif self.server.auth:
            words.append("AUTH " + self.server.auth)
        return [*("250-" + word for word in words[:-1]), "250 " + words[-1]]

    def _take_message(self):
        self.message = b""
        while (line := self._read_line()) not in (None, b"."):
            self.message += line + b"\r\n"
        return self._reply("DOT", b"", ["250 2.0.0 Ok: queued as PATIENT"])

    def _login(self, line):
        words = line.split(b" ")
        if words[1].upper() == b"LOGIN":
            self._say(["334 VXNlcm5hbWU6"])
            self._read_line()
            self._say(["334 UGFzc3dvcmQ6"])
            secret = base64.b64decode(self._read_line() or b"")
        else:
            secret = base64.b64decode(words[2] if len(words) > 2 else self._ask())
        taken = any(password.encode() in secret for password in self.server.passwords)
        if taken:
            return self._say(["235 2.7.0 Ok"])
        return self._reply("AUTH", line, ["535 5.7.8 Error: authentication failed"])

    def _ask(self):
        self._say(["334 "])
        return self._read_line() or b""

    def _reply(self, verb, line, usual):
        special = self.server.says.get(verb)
        lines = (special(line, self) if callable(special) else special) or usual
        self._say(lines)
        return not lines[-1].startswith("421")

    def _say(self, lines):
        self.said = lines[-1]
        self.connection.sendall("".join(line + "\r\n" for line in lines).encode())
        return True

    def _encrypt(self):
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.inside, self.buffer = True, b""

    def _read_line(self):
        while b"\r\n" not in self.buffer:
            data = self.connection.recv(65536)
            if not data:
                return None
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line


class _Middle(_Port):
    """Takes over connections that were meant for somebody else, goes there itself and passes on what comes from there."""

    def serve(self, connection, conversation):
        with self._go_on(connection) as server:
            while self._pass_on(connection, server):
                pass

    def _pass_on(self, client, server):
        """One thread for both ways: an ssl object may not be read in one thread and written in another."""
        ready = [one for one in (client, server) if getattr(one, "pending", int)()] or select.select([client, server], [], [], 120)[0]
        for source in ready:
            data = source.recv(65536)
            if not data:
                return False
            if source is server:
                client.sendall(self.change(data))
            else:
                server.sendall(data)
        return bool(ready)

    @staticmethod
    def change(data):
        return data

    @staticmethod
    def wanted(connection):
        """Where the connection was meant to lead, before nftables redirected it here."""
        port, address = struct.unpack("!2xH4s8x", connection.getsockopt(socket.SOL_IP, SO_ORIGINAL_DST, 16))
        return socket.inet_ntoa(address), port

    def _go_on(self, connection):
        server = socket.socket()
        server.setsockopt(socket.SOL_SOCKET, SO_MARK, OWN_MARK)
        server.settimeout(10)
        server.connect(self.wanted(connection))
        return server


class Delayer(_Middle):
    """A long way to the server: everything takes half a round trip in each direction, connecting a whole one."""

    def __init__(self, address, port, milliseconds):
        self.half = milliseconds / 2000
        super().__init__(address, port)

    def _go_on(self, connection):
        time.sleep(self.half * 2)
        return super()._go_on(connection)

    def _pass_on(self, client, server):
        select.select([client, server], [], [], 120)
        time.sleep(self.half)
        return super()._pass_on(client, server)


class Turns(Delayer):
    """A long way that counts how often it was the client's turn to speak. The delay gathers what is said in one turn."""

    def __init__(self, *at):
        self.turns = 0
        super().__init__(*at)

    def serve(self, connection, conversation):
        self.client_spoke = False
        super().serve(connection, conversation)

    def _pass_on(self, client, server):
        ready = select.select([client, server], [], [], 120)[0]
        if client in ready and not self.client_spoke:
            self.turns += 1
        self.client_spoke = client in ready
        return super()._pass_on(client, server)


class Masker(_Middle):
    """A firewall that "inspects" mail: it writes over the greeting and the offer to encrypt."""

    @staticmethod
    def change(data):
        data = re.sub(rb"^220 [^\r\n]*", lambda found: b"220 " + b"*" * (len(found[0]) - 4), data)
        return re.sub(rb"(?m)^(250[- ])STARTTLS(?=\r?$)", rb"\1XXXXXXXA", data)


class Shield(_Middle):
    """A virus scanner on the computer: reads along inside TLS and shows a certificate of its own maker."""

    def __init__(self, address, port, context):
        self.context = context
        super().__init__(address, port)

    def serve(self, connection, conversation):
        with self.context.wrap_socket(connection, server_side=True) as opened:
            super().serve(opened, conversation)

    def _go_on(self, connection):
        inner = ssl.create_default_context()
        inner.check_hostname, inner.verify_mode = False, ssl.CERT_NONE
        return inner.wrap_socket(super()._go_on(connection))


class Talker(_Port):
    """Says the same to everybody at once, then hangs up: a port on which something else than mail answers."""

    def __init__(self, address, port, text):
        self.text = text
        super().__init__(address, port)

    def serve(self, connection, conversation):
        connection.sendall(self.text)
        connection.settimeout(5)
        connection.recv(4096)


class Web(_Port):
    """A small web server: answer is a function of the path that returns (status line, more header lines, body), or a function that
    does what it likes with the connection. The requests are kept."""

    def __init__(self, address, port, answer, context=None, date=None):
        self.requests = []
        self.answer = answer
        self.context = context
        self.date = date
        super().__init__(address, port)

    def serve(self, connection, conversation):
        if self.context is not None:
            connection = self.context.wrap_socket(connection, server_side=True)
        request = b""
        while b"\r\n\r\n" not in request:
            data = connection.recv(65536)
            if not data:
                return
            request += data
        self.requests.append(request.decode("latin-1"))
        answer = self.answer(request.split(b" ")[1].decode("ascii", "replace"))
        if callable(answer):
            answer(connection)
            connection.close()
            return
        status, headers, body = answer
        if self.date is not None:
            headers = [*headers, f"Date: {self.date()}"]
        head = "".join(line + "\r\n" for line in [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close", *headers])
        connection.sendall(head.encode() + b"\r\n" + (b"" if request.startswith(b"HEAD") else body))
        connection.close()


class NameService:
    """Hears questions of the name service by UDP, and answers each with answer(question), or not at all where that is None."""

    def __init__(self, address, port):
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind((address, port))
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def answer(self, question):
        raise NotImplementedError

    def _serve(self):
        while True:
            try:
                question, sender = self.udp.recvfrom(4096)
            except OSError:
                return
            if not sender:
                return
            threading.Thread(target=self._reply, args=(question, sender), daemon=True).start()

    def _reply(self, question, sender):
        try:
            answer = self.answer(question)
            if answer is not None:
                self.udp.sendto(answer, sender)
        except OSError:
            return  # nobody waits for it any more

    def stop(self):
        try:
            self.udp.shutdown(socket.SHUT_RDWR)  # not connected, so it fails; but it wakes the thread
        except OSError:
            pass
        self.thread.join(5)
        self.udp.close()


class Resolver(NameService):
    """Answers every question with SERVFAIL, or with one address whatever was asked for."""

    def __init__(self, address, port, invented=None):
        self.invented = invented
        super().__init__(address, port)

    def answer(self, packet):
        end = 12
        while packet[end]:
            end += packet[end] + 1
        end += 5
        kind = struct.unpack("!H", packet[end - 4:end - 2])[0]
        if self.invented is None:
            return packet[:2] + struct.pack("!HHHHH", 0x8182, 1, 0, 0, 0) + packet[12:end]
        answer = b""
        if kind == 1:
            answer = struct.pack("!HHHIH", 0xC00C, 1, 1, 0, 4) + socket.inet_aton(self.invented)
        return packet[:2] + struct.pack("!HHHHH", 0x8180, 1, 1 if answer else 0, 0, 0) + packet[12:end] + answer


class Middleman(NameService):
    """Between the computer and the router's resolver: change (question, answer) gives what is answered, or None for silence."""

    def __init__(self, address, port, change=lambda question, answer: answer, delay_ms=0):
        self.change, self.delay_ms = change, delay_ms
        super().__init__(address, port)

    def answer(self, question):
        time.sleep(self.delay_ms / 1000)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(5)
            asking.sendto(question, (names.ROUTER, 53))
            return self.change(question, asking.recv(65535))

    @classmethod
    def step_in(cls, world, port, **about):
        """Takes all questions of the computer until the world is healed."""
        with world.router.inside():
            middleman = cls(names.ROUTER, port, **about)
        world.undo.append(middleman.stop)
        world.router.nft(f'add rule inet lab middle iifname "lan0" udp dport 53 redirect to :{port}\n')
