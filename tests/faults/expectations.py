# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the catalogue's words for the end of a run mean in the program's facts, and at which stages it may be (rule 7)."""

import tap

TIMEOUTS = ("timed-out", "tls-timed-out", "name-timed-out", "total-time")
# The stages of the catalogue in those of the program. Elsewhere the judgements say which.
STAGES = {"dns": "lookup", "connect": "connect greeting", "banner": "greeting", "ehlo": "ehlo", "starttls": "starttls", "tls": "tls",
          "auth": "auth", "mail": "mail", "rcpt": "rcpt", "data": "data", "body": "body", "dot": "dot"}


def _is_delivered(done):
    return done.fact("outcome") == "accepted"


def _has_failed(done):
    return done.fact("outcome") == "failed" and done.fact("error") not in TIMEOUTS


def _is_rejected(first):
    return lambda done: done.fact("outcome") == "rejected" and (done.fact("code") or "").startswith(first)


OUTCOMES = {
    "delivered": _is_delivered,
    "delivered_partly": lambda done: done.fact("outcome") == "accepted-partly",
    "rejected_permanent": _is_rejected("5"),
    "rejected_temporary": _is_rejected("4"),
    "error": _has_failed,
    "refused_by_client": _has_failed,
    "timeout": lambda done: done.fact("outcome") == "failed" and done.fact("error") in TIMEOUTS,
    "unknown_delivery": lambda done: done.fact("outcome") == "unknown-delivery",
    "cancelled": lambda done: done.fact("outcome") == "cancelled",
    "warning": lambda done: done.fact("outcome") in ("accepted", "failed"),
}


class Expected:
    """Of a case of the catalogue, after our own judgement."""

    def __init__(self, case, judgement):
        self.outcomes = judgement.get("outcome", case["expected"]["outcome"]).split(" or ")
        self.stages = judgement.get("stage", STAGES.get(case["stage"], "")).split()
        self.must_not = [word for word in case["expected"]["must_not"] if word not in judgement.get("allow", [])]

    def check(self, done):
        found = f"{done.fact('outcome')} {done.fact('code') or done.fact('error')}"
        tap.check(any(OUTCOMES[word](done) for word in self.outcomes),
                  f"expected {' or '.join(self.outcomes)}, found {found}\n{done.story()}")
        if self.stages and "warning" not in self.outcomes and done.code != 0:
            tap.check(done.fact("stage") in self.stages,
                      f"rule 7: the stage is {' or '.join(self.stages)}, found {done.fact('stage')}\n{done.story()}")

    def may_wait(self):
        """Whether it may end only because nothing comes any more."""
        return bool({"timeout", "unknown_delivery"} & set(self.outcomes))
