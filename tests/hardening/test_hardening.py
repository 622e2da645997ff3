# SPDX-FileCopyrightText: 2026 The Outbox Doctor authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""test_hardening.py COMPILE-COMMANDS PROGRAM…: reads the programs as they were built, by binutils, for what SECURITY.md demands of
them: position independent, nothing both writable and executable, relocations read only before main, stack and buffers guarded,
indirect jumps marked."""

import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lab"))

import tap  # noqa: E402
from tap import add_case, check, check_equal, check_in, check_not_in  # noqa: E402

COMMANDS, PROGRAMS = sys.argv[1], sys.argv[2:]
del sys.argv[1:]
FLAGS = ("-fstack-protector-strong", "-fstack-clash-protection", "-fcf-protection=full", "-ftrivial-auto-var-init=zero",
         "-D_FORTIFY_SOURCE=3")


def tool(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def is_independent(program):
    check_in("DYN (Position-Independent Executable file)", tool("readelf", "-hW", program), "the type")
    check_in("PIE", tool("readelf", "-dW", program), "the flags")


def is_not_executable_stack(program):
    segments = tool("readelf", "-lW", program)
    stack = re.search(r"GNU_STACK.*?(R\S*)\s+0x", segments)
    check_equal(stack and stack[1], "RW", "the stack")
    both = [line for line in segments.splitlines() if re.search(r"\bLOAD\b.*\bRWE\b", line)]
    check_equal(both, [], "segments that can be written and run")


def is_bound_early(program):
    check_in("GNU_RELRO", tool("readelf", "-lW", program), "segments")
    dynamic = tool("readelf", "-dW", program)
    check_in("BIND_NOW", dynamic, "dynamic entries")
    for word in ("TEXTREL", "RPATH", "RUNPATH"):
        check_not_in(word, dynamic, "dynamic entries")


def is_guarded(program):
    names = tool("nm", "-D", program)
    check_in("__stack_chk_fail", names, "names it uses")
    check(re.search(r"__\w+_chk\b", names.replace("__stack_chk_fail", "")), "it uses a function that checks the size of buffers")


def marks_jumps(program):
    """With no symbol taken from another: every global function of ours begins with endbr64."""
    if os.uname().machine != "x86_64":
        raise tap.Skip("only on x86_64")
    wanted = {name for _, kind, name in (line.split() for line in tool("nm", "--defined-only", program).splitlines())
              if kind == "T" and name.startswith("od_")}
    check(len(wanted) > 100, f"functions are found: {len(wanted)}")
    found = re.findall(r"(?m)^[0-9a-f]+ <(od_\w+)>:\n\s+[0-9a-f]+:\s+endbr64", tool("objdump", "-d", "--no-show-raw-insn", program))
    check_equal(sorted(wanted - set(found)), [], "functions without a mark")


def flags():
    with open(COMMANDS, encoding="utf-8") as file:
        ours = [one for one in json.load(file) if "/src/" in os.path.abspath(os.path.join(one["directory"], one["file"]))]
    check(len(ours) > 200, f"commands are found: {len(ours)}")
    for one in ours:
        missing = [flag for flag in FLAGS if flag not in one["command"]]
        check_equal(missing, [], one["file"])


for path in PROGRAMS:
    short = os.path.basename(path)
    add_case(f"{short} is position independent", is_independent, path)
    add_case(f"{short} has nothing writable and executable", is_not_executable_stack, path)
    add_case(f"{short} is bound before it runs", is_bound_early, path)
    add_case(f"{short} guards stack and buffers", is_guarded, path)
    add_case(f"{short} marks where jumps may lead", marks_jumps, path)
add_case("every file of ours is compiled with the flags", flags)

tap.run()
