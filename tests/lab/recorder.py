# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A small SMTP server that writes down every byte it gets, before and inside TLS; and a port that writes down what passes.

For what real servers cannot show: which bytes a client sent to a server with a faulty certificate, or to one that takes
everything and keeps a copy. Each runs in a thread of the test process. Replies are always 2yz/3yz, so that a client which
goes on where it must not, is caught.
"""

import base64
import socket
import ssl
import struct
import threading

TIME_LIMIT = 90  # seconds a connection may be silent


class Conversation:
    """What one connection brought: bytes in the clear, bytes inside TLS, and how the handshake ended (None: none came)."""

    def __init__(self):
        self.clear = b""
        self.secret = b""
        self.handshake = None
        self.trouble = threading.Event()  # set once the trouble asked for has begun
        self.ended = threading.Event()

    def received(self):
        return self.clear + self.secret

    def verbs(self):
        lines = self.received().split(b"\r\n")
        return [line.split(b" ")[0].upper().decode("ascii", "replace") for line in lines if line]


class _Port:
    """Listens on one port and serves each connection in a thread."""

    def __init__(self, address, port):
        self.conversations = []
        self.listener = socket.create_server((address, port), backlog=20)
        self.thread = threading.Thread(target=self._accept, daemon=True)
        self.thread.start()

    def _accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            conversation = Conversation()
            self.conversations.append(conversation)
            threading.Thread(target=self._run, args=(connection, conversation), daemon=True).start()

    def _run(self, connection, conversation):
        connection.settimeout(TIME_LIMIT)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else a reply waits for the client's late ACK
        try:
            self.serve(connection, conversation)
        except (OSError, ValueError):
            pass
        finally:
            connection.close()
            conversation.ended.set()

    def last(self):
        """The last conversation, once it has ended."""
        if not self.conversations:
            return Conversation()
        self.conversations[-1].ended.wait(10)
        return self.conversations[-1]

    def stop(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)


def tls_context(pki, certificate, old=False):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.set_ciphers("ALL:@SECLEVEL=0")  # else OpenSSL does not load the weak ones
    context.load_cert_chain(f"{pki}/{certificate}.pem", f"{pki}/{certificate}.key")
    if old:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


class RecordingServer(_Port):
    """mode: "tls" (from the first byte), "starttls" or "none". auth: the mechanisms offered. echo: a login is refused and
    repeated in the reply. trouble: (verb, kind), where kind is what happens instead of the reply to this command: "stall",
    "close" or "reset"; the verb is GREETING for the greeting and DOT for the end of the message. With "wait" the reply comes, but
    not before .go is set; with ("BODY", "full") nothing of the message is read, so that soon no more of it can be sent.
    """

    def __init__(self, address, port, mode, context=None, auth="PLAIN LOGIN", echo=False, trouble=(None, None)):
        self.mode = mode
        self.context = context
        self.auth = auth
        self.echo = echo
        self.trouble = trouble
        self.go = threading.Event()
        super().__init__(address, port)

    def serve(self, connection, conversation):
        _Dialogue(self, connection, conversation).run()


class _Dialogue:
    """One session of a RecordingServer."""

    def __init__(self, server, connection, conversation):
        self.server = server
        self.connection = connection
        self.conversation = conversation
        self.inside = False
        self.buffer = b""
        self.in_message = False

    def run(self):
        if self.server.mode == "tls":
            self._handshake()
        self._reply("GREETING", "220 record.example.test ESMTP")
        while (line := self._read_line()) is not None:
            if self.in_message:
                self._take_message_line(line)
            else:
                verb = line.split(b" ")[0].upper().decode("ascii", "replace")
                self._reply(verb, *self._answer(verb, line))
                if verb == "QUIT":
                    return
                if verb == "STARTTLS":
                    self._handshake()
                if verb == "DATA" and self.server.trouble[0] == "BODY":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                    self.conversation.trouble.set()
                    self.server.go.wait(TIME_LIMIT)

    def _read_line(self):
        while b"\r\n" not in self.buffer:
            data = self.connection.recv(65536)
            if not data:
                return None
            if self.inside:
                self.conversation.secret += data
            else:
                self.conversation.clear += data
            self.buffer += data
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line

    def _handshake(self):
        try:
            self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError) as error:
            self.conversation.handshake = str(error)
            raise
        self.conversation.handshake = self.connection.version()
        self.inside, self.buffer = True, b""

    def _take_message_line(self, line):
        self.in_message = line != b"."
        if not self.in_message:
            self._reply("DOT", "250 2.0.0 Ok: queued as RECORDED")

    def _answer(self, verb, line):
        self.in_message = verb == "DATA"
        if verb == "EHLO":
            return self._offers()
        if verb == "AUTH":
            return self._login(line)
        return {"DATA": ["354 Go ahead"], "STARTTLS": ["220 2.0.0 Go ahead"]}.get(verb, ["250 2.0.0 Ok"])

    def _offers(self):
        last = "STARTTLS" if self.server.mode == "starttls" and not self.inside else "AUTH " + self.server.auth
        words = ["record.example.test", "SIZE 1000000", "8BITMIME", "ENHANCEDSTATUSCODES"]
        return [*("250-" + word for word in words), "250 " + last]

    def _login(self, line):
        if not self.server.echo:
            return ["235 2.7.0 Ok"]
        encoded = line.split(b" ")[-1]
        password = base64.b64decode(encoded).split(b"\0")[-1].decode()
        return [f"535-5.7.8 You sent {encoded.decode()}", f"535 5.7.8 Your password {password} is wrong"]

    def _reply(self, verb, *lines):
        if verb == self.server.trouble[0]:
            self._make_trouble(self.server.trouble[1])
        self._say(*lines)

    def _make_trouble(self, kind):
        self.conversation.trouble.set()
        if kind == "wait":
            self.server.go.wait(TIME_LIMIT)
            return
        if kind == "stall":
            while self.connection.recv(65536):
                pass
        if kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        raise OSError("the trouble was made")

    def _say(self, *lines):
        self.connection.sendall("".join(line + "\r\n" for line in lines).encode())


class RecordingProxy(_Port):
    """Hands every byte on to another port, both ways, and keeps what the client sent (in .clear)."""

    def __init__(self, address, port, target):
        self.target = target
        super().__init__(address, port)

    def serve(self, connection, conversation):
        with socket.create_connection(self.target, timeout=TIME_LIMIT) as server:
            back = threading.Thread(target=self._pump, args=(server, connection, None), daemon=True)
            back.start()
            self._pump(connection, server, conversation)
            back.join(TIME_LIMIT)

    @staticmethod
    def _pump(source, target, conversation):
        try:
            while data := source.recv(65536):
                if conversation is not None:
                    conversation.clear += data
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def message_in(conversation):
    """The message that was sent by DATA, as bytes with CRLF, dots unstuffed."""
    _, _, rest = conversation.received().partition(b"\r\nDATA\r\n")
    body, end, _ = rest.partition(b"\r\n.\r\n")
    if not end:
        raise ValueError("no complete message was recorded")
    lines = (body + b"\r\n").split(b"\r\n")
    return b"\r\n".join(line[1:] if line.startswith(b".") else line for line in lines)
