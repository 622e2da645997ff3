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
import threading

TIME_LIMIT = 90  # seconds a connection may be silent


class Conversation:
    """What one connection brought: bytes in the clear, bytes inside TLS, and how the handshake ended (None: none came)."""

    def __init__(self):
        self.clear = b""
        self.secret = b""
        self.handshake = None
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
    """mode: "tls" (from the first byte), "starttls" or "none"."""

    def __init__(self, address, port, mode, context=None, greeting="220 record.example.test ESMTP", echo=False, auth="PLAIN LOGIN"):
        self.mode = mode
        self.context = context
        self.greeting = greeting
        self.auth = auth
        self.echo = echo  # refuse a login and repeat it
        super().__init__(address, port)

    def serve(self, connection, conversation):
        inside = False
        if self.mode == "tls":
            connection = self._handshake(connection, conversation)
            inside = True
        self._say(connection, self.greeting)
        buffer = b""
        in_message = False
        while True:
            data = connection.recv(65536)
            if not data:
                return
            if inside:
                conversation.secret += data
            else:
                conversation.clear += data
            buffer += data
            while b"\r\n" in buffer:
                line, buffer = buffer.split(b"\r\n", 1)
                if in_message:
                    in_message = line != b"."
                    if not in_message:
                        self._say(connection, "250 2.0.0 Ok: queued as RECORDED")
                    continue
                verb = line.split(b" ")[0].upper()
                self._answer(connection, verb, inside, line)
                in_message = verb == b"DATA"
                if verb == b"QUIT":
                    return
                if verb == b"STARTTLS":
                    connection = self._handshake(connection, conversation)
                    inside, buffer = True, b""

    def _handshake(self, connection, conversation):
        try:
            wrapped = self.context.wrap_socket(connection, server_side=True)
        except (ssl.SSLError, OSError) as error:
            conversation.handshake = str(error)
            raise
        conversation.handshake = wrapped.version()
        return wrapped

    def _answer(self, connection, verb, inside, line):
        if verb == b"EHLO":
            lines = ["record.example.test", "SIZE 1000000", "8BITMIME"]
            if self.mode == "starttls" and not inside:
                lines.append("STARTTLS")
            else:
                lines.append("AUTH " + self.auth)
            self._say(connection, *("250-" + line for line in lines), "250 ENHANCEDSTATUSCODES")
        elif verb == b"DATA":
            self._say(connection, "354 Go ahead")
        elif verb == b"AUTH" and self.echo:
            self._say(connection, *self._repeated(line))
        elif verb == b"AUTH":
            self._say(connection, "235 2.7.0 Ok")
        elif verb == b"STARTTLS":
            self._say(connection, "220 2.0.0 Go ahead")
        else:
            self._say(connection, "250 2.0.0 Ok")

    @staticmethod
    def _repeated(line):
        """The login refused, with the initial response as it came and decoded."""
        encoded = line.split(b" ")[-1]
        decoded = base64.b64decode(encoded).split(b"\0")[-1].decode()
        return f"535-5.7.8 You sent {encoded.decode()}", f"535 5.7.8 Your password {decoded} is wrong"

    @staticmethod
    def _say(connection, *lines):
        connection.sendall("".join(line + "\r\n" for line in lines).encode())


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
