# SPDX-License-Identifier: BSD-2-Clause
"""The tests that are to notice changes, cut as small as they can be run alone, and which are tried
first in which room."""
import importlib.machinery
import importlib.util
import os
import re
import signal
import subprocess
from pathlib import Path

# The suites of a room, in this order; then those of "*".
ROOMS = {
    "base": "unit emit",
    "cli": "cli commands limits",
    "diag": "unit rules fix-trees",
    "dropin": "cli schema",
    "dt": "unit rules places",
    "emit": "unit emit commands",
    "fix": "unit fix-trees fix cli",
    "guests": "rules unit emit",
    "init": "init cli",
    "lib": "cli emit commands",
    "plan": "unit plan emit",
    "probe": "unit probe",
    "project": "cli",
    "report": "unit cli html",
    "rules": "rules",
    "schema": "unit schema cli",
    "scmi": "unit rules probe",
    "sim": "unit probe",
    "xen": "unit rules construction facts",
    "xl": "unit rules emit",
    "*": "unit rules cli plan schema",
}

# Scripts that cannot be cut. {prog} is the program, {o} where things are built, {corpus} the data.
SCRIPTS = {
    "schema": ["tests/schema/suite.sh {o}/tests/schema/suite {corpus}",
               "tests/schema/good.sh {o}/tests/schema/run {corpus}",
               "tests/schema/kinds.sh {o}/tests/schema/run tests/schema/kinds"],
    "emit": ["tests/emit/outputs.sh {prog} {xl} {corpus}", "tests/emit/full.sh {prog}",
             "tests/emit/others.sh {prog}", "tests/emit/roundtrip {prog} {corpus}/boards",
             "tests/mutation/faults {o}"],
    "construction": ["tests/construction/boot {prog}"],
    "html": ["tests/html/run {prog}"],
    "commands": ["tests/cli/check-formats {prog} {o}",
                 "tests/cli/check-sarif {prog} {o}/tests/schema/instance",
                 "tests/cli/sandbox {prog}", "tests/cli/readme {prog}"],
    "facts": ["tests/facts/run {prog}"],
    "places": ["tests/places/run {prog}"],
    "limits": ["tests/limits/run {prog}"],
    "fix": ["tests/fix/combine {prog}", "tests/fix/others {prog}"],
    "init": ["tests/init/run {prog} {corpus}", "tests/init/readme {prog}"],
    "probe": ["tests/probe/cli.sh {prog}", "tests/probe/faults.sh {prog}",
              "tests/probe/classes.sh {prog}"],
}
# What they need besides the program.
BUILT = ["tests/schema/suite", "tests/schema/run", "tests/schema/instance", "tests/plan/show",
         "tests/emit/test_faults"]
IF_XL = ["tests/emit/xl", "tests/emit/xlcfg"]


def stop(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


class Command:
    """A test that is a program, which ends with 0 where it is content. What it is can be told from
    @files and the words of its command, which may be files."""

    def __init__(self, suite, name, argv, env=None, files=()):
        self.suite, self.name, self.argv, self.env = suite, name, argv, env
        self.files = [*argv, *files]

    def passes(self, top, timeout):
        with subprocess.Popen(self.argv, cwd=top, env=dict(os.environ, **(self.env or {})),
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                              stdin=subprocess.DEVNULL, start_new_session=True) as process:
            try:
                return process.wait(timeout) == 0
            except subprocess.TimeoutExpired:
                return False
            finally:
                stop(process)


class Tree:
    """A tree of tests/rules, judged by the code of tests/rules/run, without starting it anew."""
    suite = "rules"

    def __init__(self, judge, case, severity):
        self.judge, self.case, self.severity = judge, case, severity
        self.name = case.name
        self.files = [f"tests/rules/{case.name}", "tests/rules/base.dtsi"]

    def passes(self, top, timeout):
        try:
            return not self.judge.run(self.case, str(top / "build/scmi-dtcheck"), *self.severity)
        except (subprocess.TimeoutExpired, ValueError, OSError, KeyError, TypeError):
            return False


def module_at(path):
    name = re.sub(r"\W", "_", str(path))
    loader = importlib.machinery.SourceFileLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def unit_programs(top):
    """Names below the directory of what is built."""
    return [str(p.relative_to(top).with_suffix("")) for d in ("unit", "probe")
            for p in sorted((top / "tests" / d).glob("test_*.c"))]


def targets(top):
    """What is built besides library and programs."""
    xl = IF_XL if Path("/usr/include/libxlutil.h").exists() else []
    return unit_programs(top) + BUILT + xl


def expand(top, line, corpus):
    xl = "build/tests/emit/xl"
    values = {"prog": "build/scmi-dtcheck", "o": "build", "corpus": corpus,
              "xl": xl if (top / xl).exists() else ""}
    return [word.format(**values) for word in line.split()]


def all_tests(top, corpus):
    tests = []
    for program in unit_programs(top):
        suite = "probe" if program.startswith("tests/probe") else "unit"
        tests.append(Command(suite, program, [f"build/{program}"],
                             {"CK_DEFAULT_TIMEOUT": "60"}))
    judge = module_at(top / "tests/rules/run")
    rules = judge.rules_of(str(top / "build/scmi-dtcheck"))
    for path in sorted((top / "tests/rules").glob("*.*.dts")):
        case = judge.Case(str(path))
        if case.rule in rules:
            tests.append(Tree(judge, case, rules[case.rule]))
    for line in (top / "tests/cli/cases").read_text().splitlines():
        if line and not line.startswith("#"):
            name = line.split()[0]
            tests.append(Command("cli", name, ["tests/cli/run", "build/scmi-dtcheck", name],
                                 files=[line, f"tests/cli/golden/{name}"]))
    for path in sorted((top / "tests/rules").glob("*.break*.dts")):
        tests.append(Command("fix-trees", f"fix {path.name}",
                             ["tests/fix/run", "build/scmi-dtcheck", path.name]))
    for path in sorted((top / "tests/plan/rules").glob("*.yaml")):
        tests.append(Command("plan", f"plan {path.stem}", ["tests/plan/rules.sh", "build/tests/plan/show",
                                                 path.stem]))
    for path in sorted((top / "tests/plan/expect").glob("*.yaml")):
        tests.append(Command("plan", f"plan {path.stem}", ["tests/plan/expect.sh", "build/tests/plan/show",
                                                 f"{corpus}/boards", path.stem]))
    if (top / "build/tests/emit/xlcfg").exists():
        tests.append(Command("emit", "xlcfg", ["build/tests/emit/xlcfg"]))
    for suite, lines in SCRIPTS.items():
        for line in lines:
            tests.append(Command(suite, line.split()[0], expand(top, line, corpus)))
    return tests
