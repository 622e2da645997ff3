# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""One scenario: a fault with one cause, what the doctor must find, and what must be mended.

The cause must be the first of the verdict's; what it rests on must stand in its evidence; its rivals must be ruled out. There
is at most one login, nobody is asked who was not agreed to, and the change that is offered makes the next run succeed. The
healthy twin is the same without the fault: no problem may be found in it.
"""

import re
import tempfile

import check
import names
from process import LabError
from tap import Skip

ALL = []
GOOD = ("accepted", "checked")
OF_DELIVERY = ("probe-mta-sts", "probe-dane")  # in a direct run what the domain demands is looked up in any case
USER = "user@example.org"
SERVER = ["--server", "smtp.example.org"]
PASSWORD = names.ACCOUNTS[USER]


class Scenario:
    """arguments: of outbox-check, where the fault is present. healthy: those of the twin, if they differ (the fault is in the
    settings then). fault: a function of the world; always: another, for what must be there in the twin too. diagnosis, cause: ids, several if any of them will do, parted by spaces.
    state: of the cause. evidence: patterns that must be found in the cause's evidence. facts: values that must be known.
    ruled_out: ids of causes, each with others that
    take its place in another diagnosis, parted by |. fix: (action, pattern for its arguments). mended: the arguments after the fix, None where no
    setting can mend it. consent: kinds of third parties, as for --consent. servers: names of the hosts that may be contacted.
    beside: the finding need not be the verdict: the mail was sent all the same. todo: what is known not to be found yet, and why."""

    def __init__(self, name, arguments, diagnosis, cause, fault=None, healthy=None, state="confirmed", evidence=(), facts=None,
                 ruled_out=(), fix=None, mended=None, consent=None, answer=None, servers=("smtp.example.org",), password=PASSWORD,
                 good_password=None, beside=False, always=None, healthy_password=None, todo=None):
        self.name = name
        self.arguments = arguments
        self.diagnoses = diagnosis.split()
        self.causes = cause.split()
        self.fault = fault
        self.healthy = healthy or arguments
        self.states = state.split()
        self.evidence = evidence
        self.facts = facts or {}
        self.ruled_out = ruled_out
        self.fix = fix
        self.mended = mended
        self.consent = consent
        self.answer = answer
        self.servers = servers
        self.password = password
        self.good_password = good_password or password
        self.healthy_password = healthy_password or self.good_password
        self.always = always
        self.beside = beside
        self.todo = todo


class Measure:
    """Something else that is seen in the world than a cause: look (result, world) says in result what was wrong."""

    todo = None

    def __init__(self, name, look):
        self.name = name
        self.look = look


def add(name, arguments, **about):
    ALL.append(Scenario(name, arguments, **about))


class Result:
    """What came of a scenario: what was wrong, in words, and the three marks of the table."""

    def __init__(self, name):
        self.name = name
        self.skipped = None
        self.todo = None
        self.wrong = []
        self.first = False
        self.in_three = False
        self.twin = False
        self.seconds = 0.0
        self.stories = []

    def check(self, condition, words):
        if not condition:
            self.wrong.append(words)
        return bool(condition)


def examine(world, scenario):
    result = Result(scenario.name)
    result.todo = scenario.todo
    try:
        _examine_parts(result, world, scenario)
    except Skip as reason:
        result.skipped = str(reason)
    except (LabError, OSError) as error:
        result.wrong.append(f"the world itself does not work: {error}")
    finally:
        world.heal()
    return result


def _examine_parts(result, world, scenario):
    if isinstance(scenario, Measure):
        result.first = result.in_three = result.twin = None
        scenario.look(result, world)
        return
    if scenario.always is not None:
        scenario.always(world)
    _try(result, "healthy twin", _look_at_twin, world, scenario)
    world.heal()
    if scenario.fault is not None:
        scenario.fault(world)
    _try(result, "with the fault", _look_at_fault, world, scenario)
    if scenario.consent is not None:
        _try(result, "without consent", _look_without_consent, world, scenario)
    if scenario.mended is not None:
        _try(result, "after the fix", _look_at_mended, world, scenario)


def _try(result, part, look, world, scenario):
    before = len(result.wrong)
    try:
        look(result, world, scenario)
    except AssertionError as error:
        result.wrong.append(str(error).split("\n", maxsplit=1)[0])
        result.stories.append(str(error))
    result.wrong[before:] = [f"{part}: {words}" for words in result.wrong[before:]]


def _run(result, world, scenario, arguments, consent=None, password=None, options=()):
    world.mark()
    words = [*arguments, "--ca", world.ca, *options]
    if consent is not None:
        words.append(f"--consent={consent}")
    done = check.run(*words, password=password or scenario.password, env=world.environment)
    result.stories.append(done.story() + "\n" + _causes_told(done))
    result.check(world.logins() <= 1, f"{world.logins()} logins")
    blamed = [finding["id"] for finding in done.data["findings"] if finding["id"].startswith("login-wrong")]
    result.check(not blamed or done.fact("login") == "refused", f"{blamed} although no login was refused")
    _look_at_contacts(result, world, scenario, arguments, consent)
    return done


def _causes_told(done):
    lines = []
    for finding in done.data["findings"]:
        lines += [f"  cause {finding['id']}/{cause['id']} {cause['state']}: {cause.get('evidence')}" for cause in finding["causes"]]
        lines += [f"  fix {finding['id']} {fix['action']} {fix.get('arguments')}" for fix in finding["fixes"]]
    return "\n".join(lines)


def _look_at_contacts(result, world, scenario, arguments, consent):
    allowed = {names.ROUTER}
    for server in (*scenario.servers, *(arguments[i + 1] for i, word in enumerate(arguments) if word == "--server")):
        allowed |= world.addresses(server)
    third = set() if consent is None else set(names.THIRD_PARTY_ADDRESSES)
    strangers = {contact for contact in world.contacted() if contact[0] not in allowed | third}
    result.check(not strangers, f"contacted without being agreed to: {sorted(map(str, strangers))}")
    if consent is None:
        asked = [name for name in world.queries() if name.endswith(names.THIRD_PARTY_ZONES)]
        result.check(not asked, f"names asked for without consent: {asked}")


def _look_at_twin(result, world, scenario):
    before = len(result.wrong)
    done = _run(result, world, scenario, scenario.healthy, password=scenario.healthy_password)
    result.check(done.data["outcome"] in GOOD, f"outcome {done.data['outcome']}, verdict {done.verdict()['id']}")
    problems = [finding["id"] for finding in done.data["findings"] if finding["kind"] == "problem"]
    result.check(not problems, f"problems found: {problems}")
    probes = [event["text"] for event in done.data["transcript"]
              if (event.get("name") or "").startswith("probe-") and event["name"] not in OF_DELIVERY]
    result.check(not probes, f"probes in a healthy run: {probes}")
    result.twin = len(result.wrong) == before


def _look_at_fault(result, world, scenario):
    options = [f"--answer={scenario.answer}"] if scenario.answer else []
    done = _run(result, world, scenario, scenario.arguments, scenario.consent, options=options)
    wanted = done.data["findings"] if scenario.beside else done.data["findings"][:1]
    found = [finding for finding in wanted if finding["id"] in scenario.diagnoses]
    if not result.check(found, f"the verdict is {done.verdict()['id']}, not {' or '.join(scenario.diagnoses)}"):
        return
    finding = found[0]
    causes = finding["causes"]
    ids = [cause["id"] for cause in causes]
    result.first = result.check(ids and ids[0] in scenario.causes,
                                f"the first cause is {ids[:1]}, not {' or '.join(scenario.causes)} ({ids})")
    result.in_three = any(one in scenario.causes for one in ids[:3])
    for cause in causes[:1] if result.first else []:
        result.check(cause["state"] in scenario.states, f"{cause['id']} is {cause['state']}, not {scenario.states}")
        for pattern in scenario.evidence:
            result.check(re.search(pattern, cause.get("evidence") or ""), f"the evidence of {cause['id']} lacks {pattern!r}: "
                                                                           f"{cause.get('evidence')!r}")
    states = {cause["id"]: cause["state"] for cause in causes}
    for rival in scenario.ruled_out:
        found = [states[one] for one in rival.split("|") if one in states]
        result.check(found and set(found) == {"ruled-out"}, f"{rival} is {found}, not ruled out")
    _look_at_facts(result, done, scenario)
    _look_at_fix(result, finding, scenario)
    _look_at_saved(result, done)


def _look_at_facts(result, done, scenario):
    for name, value in scenario.facts.items():
        result.check(value in done.facts(name), f"fact {name} is {done.facts(name)}, not {value}")


def _look_at_fix(result, finding, scenario):
    if scenario.fix is None:
        return
    action, pattern = scenario.fix
    offered = [(fix["action"], fix.get("arguments") or "") for fix in finding["fixes"]]
    result.check(any(re.fullmatch(action, one[0]) and re.search(pattern, one[1]) for one in offered),
                 f"no fix {action} {pattern!r} is offered: {offered}")


def _look_at_saved(result, done):
    """The saved run, diagnosed again without a network, gives the same answer."""
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        file.write(done.out)
        file.flush()
        again = check.parse(check.raw_run("--read", file.name, "--json", password=None))
    result.check(_verdicts(again) == _verdicts(done.data), f"diagnosed again: {_verdicts(again)}, before: {_verdicts(done.data)}")


def _verdicts(data):
    return [(finding["id"], [(cause["id"], cause["state"]) for cause in finding["causes"]]) for finding in data["findings"]]


def _look_without_consent(result, world, scenario):
    """The same fault, nobody agreed to be asked: the outcome is the same, and no packet went to a third party."""
    done = _run(result, world, scenario, scenario.arguments)
    result.check(done.data["outcome"] not in GOOD or scenario.beside, f"outcome {done.data['outcome']}")


def _look_at_mended(result, world, scenario):
    done = _run(result, world, scenario, scenario.mended, password=scenario.good_password)
    result.check(done.data["outcome"] in GOOD, f"outcome {done.data['outcome']}, verdict {done.verdict()['id']}")
