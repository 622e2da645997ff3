# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long an examination takes where everything is 100 ms away, mail servers and name service alike.

Faults are examined with that delay, and the whole must take at most 1.2 times the longest chain of waits: those of the session,
and in each round of probes those of the slowest one, or of all that share the session. And a healthy check says and asks
exactly as often with probes as without.
"""

import check
from network import PORT_465, PORT_587
from patient import Middleman, Turns
from scenario import ALL, PASSWORD, Measure
import starting_codes  # noqa: F401  the last of those with scenarios that are gone through again here

ROUND_TRIP = 100  # ms
AT_MOST = 1.2
# Several worlds share few cores: what took too long once may have waited for a core only.
TRIES = 3
# Probes of a round that ask in the session, so one after the other.
IN_SESSION = {"probe-sender", "probe-recipient", "probe-recipients", "probe-size", "probe-content"}
# Faults with several probes at a time, or with the longest ones.
FAULTS = ("rc08-server-down", "rc12-login-before-encryption", "rc13-name-in-ehlo", "rc17-certificate-expired", "rc27-sender-not-owned",
          "rc28-recipient-mistyped", "sc02-421-wrong-settings", "sc10-571-no-reverse-name")


def put_far_away(world):
    world.delay(ROUND_TRIP)
    Middleman.step_in(world, 5301, delay_ms=ROUND_TRIP)


class Times:
    """Of one transcript, in seconds: its end, the waits of the session, and of each round of probes the longest chain and how
    many asked side by side. A probe's event may stand later than it began, where the session spoke meanwhile; then the
    probe began with its round."""

    def __init__(self, transcript):
        self.end, self.session, self.rounds = 0, 0, []
        for before, event in zip([{"at": -1}, *transcript], transcript):
            name, spent = event.get("name") or "", event.get("duration", 0)
            self.end = max(self.end, event["at"])
            if name == "probes":
                self.rounds.append({"at": event["at"], "alone": [], "in-session": 0})
            elif name in IN_SESSION:
                self.rounds[-1]["in-session"] += spent
            elif name.startswith("probe-"):
                self.rounds[-1]["alone"].append(spent)
                self.end = max(self.end, (event["at"] if event["at"] > before["at"] else self.rounds[-1]["at"]) + spent)
            elif event["stage"] != "probe" and name != "login-done":  # the time of that is the reply's before it
                self.session += spent

    def chain(self):
        return self.session + sum(max(*one["alone"], one["in-session"], 0) if one["alone"] else one["in-session"]
                                  for one in self.rounds)

    def told(self):
        rounds = ", ".join(f"alone {[round(spent, 2) for spent in one['alone']]}, in the session {one['in-session']:.2f}"
                           for one in self.rounds)
        return f"{self.end:.2f} s, chain {self.chain():.2f} s (session {self.session:.2f} s; probes {rounds or 'none'})"


def _examine_far_away(result, world, scenario):
    if scenario.always is not None:
        scenario.always(world)
    if scenario.fault is not None:
        scenario.fault(world)
    put_far_away(world)
    words = [*scenario.arguments, "--ca", world.ca, *([f"--consent={scenario.consent}"] if scenario.consent else [])]
    for _ in range(TRIES):
        done = check.run(*words, password=scenario.password, env=world.environment)
        times = Times(done.data["transcript"])
        result.stories.append(f"{scenario.name}: {times.told()}")
        if times.end <= AT_MOST * times.chain():
            break
    result.check(times.end <= AT_MOST * times.chain(), f"takes more than {AT_MOST} chains: {times.told()}")
    result.check(times.rounds, f"no probe was run: {done.verdict()['id']}")


def _healthy(result, world, arguments, *options):
    """What there was to see of a healthy check: turns of the client, names asked for, contacts."""
    seen = []
    world.put_in_the_way([25, 465, 587], lambda *at: seen.append(Turns(*at, ROUND_TRIP)) or seen[0])
    world.mark()
    done = check.run(*arguments, "--ca", world.ca, *options, password=PASSWORD, env=world.environment)
    result.check(done.data["outcome"] == "accepted", f"the check is {done.data['outcome']}")
    found = seen[0].turns, world.queries(), world.contacted(), done.verbs()
    world.heal()
    return found


def _healthy_turns(result, world, arguments, expected):
    for _ in range(TRIES):
        plain = _healthy(result, world, arguments, "--no-probes")
        whole = _healthy(result, world, arguments, "--consent=all")
        result.stories.append(f"turns: {plain[0]}, with probes {whole[0]}; {' '.join(plain[3])}")
        if plain == whole and plain[0] == expected:
            break
    result.check(plain[0] == expected, f"the client had {plain[0]} turns without probes, not {expected}")
    for what, without, with_probes in zip(("turns", "names asked for", "contacts", "commands"), plain, whole):
        result.check(without == with_probes, f"{what} without probes {without}, with probes {with_probes}")


ALL += [Measure("time-" + name, lambda result, world, name=name: _examine_far_away(result, world, _named(name))) for name in FAULTS]
# Turns: EHLO, STARTTLS, hello of TLS, EHLO, AUTH, MAIL, RCPT, DATA, the message, QUIT; without STARTTLS the hello, its end, and
# from EHLO on the same. A client that is slow with its certificate seems to have one turn more, when tickets of TLS come between.
ALL += [Measure("turns-healthy-starttls", lambda result, world: _healthy_turns(result, world, PORT_587, 10)),
        Measure("turns-healthy-tls", lambda result, world: _healthy_turns(result, world, PORT_465, 9))]


def _named(name):
    return next(one for one in ALL if one.name == name)
