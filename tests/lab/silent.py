# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ports that do not speak: one that lets connections wait for ever in front of the door, and one that takes them and is mute."""

import socket


class FullPort:
    """A listener whose queue is full: a further connection is neither taken nor refused."""

    def __init__(self, address, port):
        self.listener = socket.create_server((address, port), backlog=0)
        self.held = []
        for _ in range(8):
            knock = socket.socket()
            knock.setblocking(False)
            knock.connect_ex((address, port))
            self.held.append(knock)

    def stop(self):
        for knock in self.held:
            knock.close()
        self.listener.close()


class MutePort:
    """Takes every connection (in the kernel's queue) and never says a word."""

    def __init__(self, address, port):
        self.listener = socket.create_server((address, port), backlog=50)

    def stop(self):
        self.listener.close()
