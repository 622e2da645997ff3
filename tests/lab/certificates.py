# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which address shows which certificate. The names are those of make-pki and of example.test.zone (NAME.example.test)."""

FAULTY = {
    "127.0.2.1": "expired",
    "127.0.2.2": "future",
    "127.0.2.3": "wrong-name",
    "127.0.2.4": "self-signed",
    "127.0.2.5": "missing-intermediate",
    "127.0.2.6": "sha1",
    "127.0.2.7": "small-key",
    "127.0.2.8": "unknown-ca",
    "127.0.2.9": "expired-intermediate",
    "127.0.2.10": "not-a-ca",
    "127.0.2.11": "wrong-purpose",
    "127.0.2.12": "wildcard",
}
