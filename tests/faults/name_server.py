# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A name server for the catalogue of faults: it answers by UDP and TCP with the records that it was given, and misbehaves for names
as it was told. It knows nothing of signatures."""

import ipaddress
import socket
import struct
import threading

from patient import NameService

TYPES = {"A": 1, "CNAME": 5, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "TLSA": 52}
RCODES = {"SERVFAIL": 2, "REFUSED": 5}
ALIASES = 8
UDP_LIMIT = 1232
QUESTION = b"\xc0\x0c"  # the name of the question (RFC 1035 §4.1.4)


def encoded_name(name):
    labels = [label for label in name.rstrip(".").split(".") if label]
    return b"".join(bytes([len(label)]) + label.encode() for label in labels) + b"\0"


def rdata(kind, words):
    """From the words of a zone file; octets as they are."""
    if isinstance(words, bytes):
        return words
    if kind in ("A", "AAAA"):
        return ipaddress.ip_address(words).packed
    if kind == "CNAME":
        return encoded_name(words)
    if kind == "TXT":
        text = words.strip('"').encode()
        return b"".join(bytes([len(text[at:at + 255])]) + text[at:at + 255] for at in range(0, len(text) or 1, 255))
    *numbers, name = words.split(" ")
    return struct.pack("!" + "H" * len(numbers), *map(int, numbers)) + encoded_name(name)


def question_of(packet):
    """(name, type, where it ends)"""
    labels, at = [], 12
    while packet[at]:
        labels.append(packet[at + 1:at + 1 + packet[at]].decode("latin-1").lower())
        at += packet[at] + 1
    return ".".join(labels), struct.unpack("!H", packet[at + 1:at + 3])[0], at + 5


class NameServer(NameService):
    def __init__(self, address="127.0.0.1", port=53):
        self.records, self.faults, self.asked = {}, {}, []
        self.by_tcp = True
        self.tcp = socket.create_server((address, port))
        self.tcp_thread = threading.Thread(target=self._serve_tcp, daemon=True)
        self.tcp_thread.start()
        super().__init__(address, port)

    def set(self, name, kind, *words):
        """Records of this type for this name; instead of a type a fault: SERVFAIL, REFUSED, DROP, TC or LATE."""
        if kind in TYPES:
            self.records[name, TYPES[kind]] = [rdata(kind, one) for one in words]
        else:
            self.faults[name] = kind

    def clear(self):
        self.records, self.faults, self.asked, self.by_tcp = {}, {}, [], True

    def stop(self):
        self.tcp.shutdown(socket.SHUT_RDWR)
        self.tcp.close()
        super().stop()

    def answer(self, question):
        return self._answer(question, UDP_LIMIT)

    def _answer(self, question, limit):
        name, kind, end = question_of(question)
        self.asked.append((name, kind))
        fault = self.faults.get(name)
        if fault == "DROP":
            return None
        if fault in RCODES:
            return self._packet(question, end, RCODES[fault], [])
        found = self._find(name, kind)
        exists = bool(found) or any(name == one or one.endswith("." + name) for one, _ in self.records)
        reply = self._packet(question, end, 0 if exists else 3, found)
        if len(reply) > limit or (fault == "TC" and limit == UDP_LIMIT):
            return self._packet(question, end, 0, [], truncated=True)
        return reply

    def _find(self, name, kind):
        found = []
        for _ in range(ALIASES):
            alias = self.records.get((name, TYPES["CNAME"]))
            if alias is None:
                return found + [(name, kind, one) for one in self.records.get((name, kind), [])]
            found.append((name, TYPES["CNAME"], alias[0]))
            name = question_of(bytes(12) + alias[0] + bytes(4))[0]
        return found

    @staticmethod
    def _packet(question, end, rcode, records, truncated=False):
        flags = 0x8580 | rcode | (0x0200 if truncated else 0)
        asked = question_of(question)[0]
        body = b"".join((QUESTION if name == asked else encoded_name(name)) + struct.pack("!HHIH", kind, 1, 0, len(data)) + data
                        for name, kind, data in records)
        return question[:2] + struct.pack("!HHHHH", flags, 1, len(records), 0, 0) + question[12:end] + body

    def _reply(self, question, sender):
        """Where it is LATE, a stranger's answers come first: with another number, and to another question."""
        name, _, end = question_of(question)
        if self.faults.get(name) == "LATE":
            wrong = [(name, TYPES["A"], rdata("A", "203.0.113.66"))]
            stranger = bytes([question[0] ^ 0xFF]) + question[1:]
            self.udp.sendto(self._packet(stranger, end, 0, wrong), sender)
            other = question[:12] + encoded_name("other.test") + question[end - 4:end]
            self.udp.sendto(self._packet(other, len(other), 0, [("other.test", *wrong[0][1:])]), sender)
        super()._reply(question, sender)

    def _serve_tcp(self):
        while True:
            try:
                connection, _ = self.tcp.accept()
            except OSError:
                return
            with connection:
                if self.by_tcp:
                    self._answer_by_tcp(connection)

    def _answer_by_tcp(self, connection):
        connection.settimeout(5)
        try:
            while length := connection.recv(2):
                answer = self._answer(connection.recv(struct.unpack("!H", length)[0]), 65535)
                if answer is not None:
                    connection.sendall(struct.pack("!H", len(answer)) + answer)
        except (OSError, struct.error):
            return  # nobody waits for it any more
