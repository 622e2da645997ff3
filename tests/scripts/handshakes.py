# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server's part of TLS for scripts: by OpenSSL where that can do it, piece by piece where the handshake itself is at fault, by
GnuTLS for what OpenSSL's Python interface has no words for. Each gives something with recv, sendall, close and unwrap."""

import ctypes
import os
import ssl
import time

OPTIONS = r"max=1\.[02]|tickets=\d+|reqcert=required|sniwarn|stall=serverhello|drip=[\d.]+|dh=512"
WEAK = ("rsa1024", "sha1sig")  # which OpenSSL does not show unless it is told to
UNRECOGNISED_NAME = b"\x15\x03\x03\x00\x02\x01\x70"  # a warning, not yet encrypted (RFC 6066 §3)
VERSIONS = {"1.0": ssl.TLSVersion.TLSv1, "1.2": ssl.TLSVersion.TLSv1_2}


class Failed(OSError):
    """The handshake did not come to its end."""


def shake_hands(connection, file, options, heard, hurry, by_gnutls=False):
    """The connection inside TLS. The certificate and its key are in FILE.pem and FILE.key; what was heard of the client already is
    taken by a handshake that goes piece by piece only."""
    given = dict((word.split("=") + [""])[:2] for word in options)
    if by_gnutls or os.path.exists(file + ".ocsp"):
        return GnuTls(connection, file, given)
    context = _context(file, given)
    if {"sniwarn", "stall", "drip"} & set(given):
        return Piecewise(connection, context, given, heard, hurry)
    return context.wrap_socket(connection, server_side=True)


def _context(file, given):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    if os.path.basename(file) in WEAK or "max" in given or "dh" in given:
        context.set_ciphers("ALL:@SECLEVEL=0")
    if "max" in given:
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = VERSIONS[given["max"]]
    if "tickets" in given:
        context.num_tickets = int(given["tickets"])
    if "reqcert" in given:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(os.path.join(os.path.dirname(file), "ca.pem"))
    if "dh" in given:
        file = os.path.join(os.path.dirname(file), "good-rsa")
        context.set_ciphers("DHE-RSA-AES128-GCM-SHA256:@SECLEVEL=0")
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.load_dh_params(os.path.join(os.path.dirname(file), f"dh{given['dh']}.pem"))
    context.load_cert_chain(file + ".pem", file + ".key")
    return context


class Piecewise:
    """OpenSSL with our own hands at the wire."""

    def __init__(self, connection, context, given, heard, hurry):
        self.connection = connection
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.incoming.write(heard)
        self.inside = context.wrap_bio(self.incoming, self.outgoing, server_side=True)
        self.pause = float(given["drip"]) / hurry if "drip" in given else 0
        self.stalls = "stall" in given
        if "sniwarn" in given:
            self._fill()
            connection.sendall(UNRECOGNISED_NAME)
        self._repeat(self.inside.do_handshake)

    def recv(self, length):
        return self._repeat(self.inside.read, length)

    def sendall(self, data):
        self.inside.write(data)
        self._flush()

    def unwrap(self):
        self._repeat(self.inside.unwrap)

    def close(self):
        self.connection.close()

    def shutdown(self, how):
        self.connection.shutdown(how)

    def setsockopt(self, *option):
        self.connection.setsockopt(*option)

    def _fill(self):
        data = self.connection.recv(65536)
        if not data:
            raise Failed
        self.incoming.write(data)

    def _repeat(self, step, *arguments):
        while True:
            try:
                result = step(*arguments)
                self._flush()
                return result
            except ssl.SSLWantReadError:
                self._flush()
                self._fill()

    def _flush(self):
        data = self.outgoing.read()
        if data and self.stalls:
            self.connection.sendall(data[:5 + int.from_bytes(data[3:5], "big")])
            while True:
                self._fill()
        if not self.pause:
            self.connection.sendall(data)
            return
        for octet in data:
            self.connection.sendall(bytes([octet]))
            time.sleep(self.pause)


class GnuTls:
    """What is needed of GnuTLS (3.7), as a server."""

    SERVER, CERTIFICATE, PEM = 1, 1, 1

    def __init__(self, connection, file, given):
        self.library = ctypes.CDLL("libgnutls.so.30")
        self.connection = connection
        connection.setblocking(True)
        self.credentials, self.session = ctypes.c_void_p(), ctypes.c_void_p()
        self._call("gnutls_certificate_allocate_credentials", ctypes.byref(self.credentials))
        self._call("gnutls_certificate_set_x509_key_file", self.credentials, (file + ".pem").encode(), (file + ".key").encode(), self.PEM)
        if os.path.exists(file + ".ocsp"):
            self._call("gnutls_certificate_set_ocsp_status_request_file", self.credentials, (file + ".ocsp").encode(), 0)
        self._call("gnutls_init", ctypes.byref(self.session), self.SERVER)
        priority = b"NORMAL:-VERS-TLS1.3" if given.get("max") == "1.2" else b"NORMAL"
        self._call("gnutls_priority_set_direct", self.session, priority, None)
        self._call("gnutls_credentials_set", self.session, self.CERTIFICATE, self.credentials)
        self.library.gnutls_transport_set_int2(self.session, connection.fileno(), connection.fileno())
        self._call("gnutls_handshake", self.session)

    def _call(self, name, *arguments):
        code = getattr(self.library, name)(*arguments)
        if code < 0:
            raise Failed(f"{name}: {code}")
        return code

    def recv(self, length):
        buffer = ctypes.create_string_buffer(length)
        return buffer.raw[:self._call("gnutls_record_recv", self.session, buffer, ctypes.c_size_t(length))]

    def sendall(self, data):
        while data:
            data = data[self._call("gnutls_record_send", self.session, bytes(data), ctypes.c_size_t(len(data))):]

    def send_empty_record(self):
        """Nothing but an octet of padding (RFC 8446 §5.4)."""
        self._call("gnutls_record_send2", self.session, b"", ctypes.c_size_t(0), ctypes.c_size_t(1), 0)

    def ask_to_renegotiate(self):
        self._call("gnutls_rehandshake", self.session)

    def unwrap(self):
        self._call("gnutls_bye", self.session, 1)

    def close(self):
        self.connection.close()

    def shutdown(self, how):
        self.connection.shutdown(how)

    def setsockopt(self, *option):
        self.connection.setsockopt(*option)
