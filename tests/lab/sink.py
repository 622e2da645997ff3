# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Postfix's smtp-sink at sink.example.test (127.0.1.4): a plain server without TLS and login, one kind of trouble a port."""

import os

from process import Server, find_program, port_greets

ADDRESS = "127.0.1.4"

# Port: options of smtp-sink(1), and whether it greets.
KINDS = {
    25: [],
    2501: ["-f", "EHLO"],                      # 500 to EHLO: HELO is the answer
    2502: ["-e", "-E", "-8", "-N"],            # no extensions
    2503: ["-f", "MAIL", "-B", "550 5.7.1 No mail from you"],
    2504: ["-r", "RCPT", "-b", "450 4.2.1 Mailbox busy"],
    2505: ["-f", "DATA", "-B", "554 5.5.1 No valid recipients"],
    2506: ["-f", ".", "-B", "554 5.6.0 Message refused"],
    2507: ["-r", ".", "-b", "452 4.3.1 Insufficient system storage"],
    2511: ["-Q", "EHLO"],                      # 421, then closes
    2512: ["-Q", "RCPT"],
    2513: ["-Q", "."],
    2521: ["-q", "EHLO"],                      # closes without a word
    2522: ["-q", "MAIL"],
    2523: ["-q", "DATA"],
    2524: ["-q", "."],                         # taken or not? nobody knows
    2531: ["-W", "MAIL:3"],                    # slow, but well
    2541: ["-P"],                              # a greeting as through a Cisco PIX
    2561: ["-f", "CONNECT", "-B", "554 5.7.1 No service for you"],
    2562: ["-r", "CONNECT", "-b", "421 4.7.0 Too many connections"],
}


def start(logs, ports=None):
    program = find_program("smtp-sink", "postfix")
    servers = []
    try:
        for port in ports or KINDS:
            command = [program, "-4", "-u", "nobody", "-h", "sink.example.test", *KINDS[port], f"{ADDRESS}:{port}", "10"]
            servers.append((Server(f"smtp-sink {port}", command, os.path.join(logs, f"smtp-sink-{port}.log")), port))
        for server, port in servers:
            server.wait_ready(lambda port=port: port_greets(ADDRESS, port, b""))
    except BaseException:
        for server, _ in servers:
            server.stop()
        raise
    return [server for server, _ in servers]
