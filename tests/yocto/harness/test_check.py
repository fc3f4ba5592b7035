# SPDX-License-Identifier: BSD-2-Clause
"""do_scmi_dtcheck of a device tree recipe: what passes, what fails, what it says and leaves."""

import json
import os

from case import DEVICETREE, LARGE_PAGE, SHARED_PAGE, UNKNOWN_AGENT, LayerTest

ALL_FORMATS = 'SCMI_DTCHECK_FORMATS = "text gcc json sarif html"\n'
SHARED = r"^channels\.dtsi:\d+:\d+: error: .*\[management-page-shared\]"
LARGE = r"^channels\.dtsi:\d+:\d+: warning: .*\[agent-page-large\]"


class Board(LayerTest):
    def setUp(self):
        super().setUp()
        self.add_board()

    def no_path_of_the_build(self, texts):
        for text in texts:
            self.assertNotIn(self.build.topdir, text)


class Verdict(Board):
    def test_good_tree_passes(self):
        recipe = self.quiet(DEVICETREE).recipe
        self.assertIn("do_compile", recipe.earlier("do_scmi_dtcheck"))
        self.assertIn("do_scmi_dtcheck", recipe.earlier("do_install"))

    def test_broken_tree_fails_at_its_line(self):
        self.edit(*SHARED_PAGE)
        outcome = self.fails(DEVICETREE)
        text = self.says(outcome, "error", SHARED)
        line = int(text.split(":")[1])
        with open(os.path.join(self.build.sources, "channels.dtsi"), encoding="utf-8") as source:
            self.assertIn("&shm_1 2", source.read().split("\n")[line - 1])
        self.assertIn("\n  Xen: ", text)
        self.assertIn("\n  help: ", text)
        self.assertNotIn("do_install", outcome.ran)
        self.no_path_of_the_build(outcome.said("error", "warn"))

    def test_fatal_counts_the_errors(self):
        self.edit(*SHARED_PAGE)
        outcome = self.fails(DEVICETREE)
        errors = outcome.said("error")
        self.says(outcome, "fatal", r"^the SCMI configuration has %d errors?; reports are in "
                  % len(errors))

    def test_broken_tree_fails_again(self):
        self.edit(*SHARED_PAGE)
        first = self.fails(DEVICETREE)
        second = self.fails(DEVICETREE)
        self.assertIn("do_scmi_dtcheck", second.ran)
        self.assertEqual(first.said("error", "fatal"), second.said("error", "fatal"))

    def test_mended_tree_passes(self):
        self.edit(*SHARED_PAGE)
        self.fails(DEVICETREE)
        self.edit(SHARED_PAGE[0], SHARED_PAGE[2], SHARED_PAGE[1])
        self.quiet(DEVICETREE)

    def test_every_tree_is_checked(self):
        self.edit(*SHARED_PAGE)
        with open(os.path.join(self.build.sources, "board.dts"), encoding="utf-8") as source:
            text = source.read()
        with open(os.path.join(self.build.sources, "other.dts"), "w", encoding="utf-8") as other:
            other.write(text.replace('model = "A board', 'model = "Another board'))
        outcome = self.fails(DEVICETREE)
        errors = [e for e in outcome.said("error") if "management-page-shared" in e]
        self.assertEqual(2, len(errors))
        self.assertEqual(
            ["board.sarif", "board.txt", "other.sarif", "other.txt"],
            sorted(os.listdir(os.path.join(self.build.topdir, "tmp/log/scmi-dtcheck/board"))))

    def test_finding_of_the_blob_names_the_node(self):
        self.edit(*SHARED_PAGE)
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_SOURCES = "0"\n')
        self.says(outcome, "error",
                  r"^board\.dtb: /chosen/\S+: error: .*\[management-page-shared\]")


class Severity(Board):
    def test_warning_passes_and_is_said(self):
        self.edit(*LARGE_PAGE)
        outcome = self.passes(DEVICETREE)
        self.says(outcome, "warn", LARGE)
        self.assertEqual([], outcome.said("error"))

    def test_warnings_fail_where_asked(self):
        self.edit(*LARGE_PAGE)
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_FAIL = "warning"\n')
        self.says(outcome, "error", LARGE.replace("warning", "error"))

    def test_one_warning_is_an_error(self):
        self.edit(*LARGE_PAGE)
        self.fails(DEVICETREE + 'SCMI_DTCHECK_WARN = "error=agent-page-large"\n')

    def test_nothing_fails_where_asked(self):
        self.edit(*SHARED_PAGE)
        outcome = self.passes(DEVICETREE + 'SCMI_DTCHECK_FAIL = "none"\n')
        self.says(outcome, "warn", SHARED)
        self.assertEqual([], outcome.said("error"))

    def test_rule_off(self):
        self.edit(*LARGE_PAGE)
        self.quiet(DEVICETREE + 'SCMI_DTCHECK_WARN = "no-agent-page-large"\n')

    def test_rules_off_one_by_one(self):
        self.edit(*SHARED_PAGE)
        self.edit(*UNKNOWN_AGENT)
        before = self.fails(DEVICETREE).said("error")
        after = self.fails(DEVICETREE + 'SCMI_DTCHECK_WARN = "no-management-page-shared"\n')
        self.assertEqual([e for e in before if "management-page-shared" not in e],
                         after.said("error"))

    def test_unknown_severity(self):
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_FAIL = "fatal"\n')
        self.says(outcome, "fatal", "^SCMI_DTCHECK_FAIL: fatal is none of error, warning, none")

    def test_other_driver(self):
        outcome = self.passes(DEVICETREE + 'SCMI_DTCHECK_XEN = "single-agent"\n'
                              'SCMI_DTCHECK_FAIL = "none"\n')
        with open(self.deployed("scmi-dtcheck", "board", "board.txt"), encoding="utf-8") as text:
            self.assertIn("Xen (single-agent)", text.read())
        self.assertFalse(outcome.said("error"))


class Reports(Board):
    def report(self, directory, name):
        with open(os.path.join(directory, name), encoding="utf-8") as report:
            text = report.read()
        self.no_path_of_the_build([text])
        return text

    def test_all_formats_are_deployed(self):
        self.edit(*LARGE_PAGE)
        self.passes(DEVICETREE + ALL_FORMATS)
        there = self.deployed("scmi-dtcheck", "board")
        self.assertEqual(["board.gcc", "board.html", "board.json", "board.sarif", "board.txt"],
                         sorted(os.listdir(there)))
        self.assertRegex(self.report(there, "board.gcc"), LARGE)
        self.assertIn("[agent-page-large]", self.report(there, "board.txt"))
        self.assertIn("agent-page-large", self.report(there, "board.html"))
        finding, = json.loads(self.report(there, "board.json"))["findings"]
        self.assertEqual("channels.dtsi", finding["location"]["file"])
        result, = self.sarif(there)["results"]
        self.assertEqual("agent-page-large", result["ruleId"])

    def sarif(self, directory):
        log = json.loads(self.report(directory, "board.sarif"))
        self.assertEqual("2.1.0", log["version"])
        return log["runs"][0]

    def test_text_and_sarif_by_default(self):
        self.quiet(DEVICETREE)
        there = self.deployed("scmi-dtcheck", "board")
        self.assertEqual(["board.sarif", "board.txt"], sorted(os.listdir(there)))
        self.assertEqual([], self.sarif(there)["results"])

    def test_those_of_a_failed_check_are_kept_with_the_logs(self):
        self.edit(*SHARED_PAGE)
        outcome = self.fails(DEVICETREE)
        kept = outcome.said("fatal")[0].split("reports are in ")[1]
        self.assertEqual(os.path.join(self.build.topdir, "tmp/log/scmi-dtcheck/board"), kept)
        self.assertEqual(len(outcome.said("error")), len(self.sarif(kept)["results"]))
        self.assertFalse(os.path.exists(self.deployed("scmi-dtcheck", "board")))

    def test_passing_removes_those_of_the_failed_check(self):
        self.edit(*SHARED_PAGE)
        self.fails(DEVICETREE)
        self.edit(SHARED_PAGE[0], SHARED_PAGE[2], SHARED_PAGE[1])
        self.quiet(DEVICETREE)
        self.assertFalse(os.path.exists(
            os.path.join(self.build.topdir, "tmp/log/scmi-dtcheck/board")))

    def test_failing_removes_deployed_reports(self):
        self.quiet(DEVICETREE)
        self.edit(*SHARED_PAGE)
        self.fails(DEVICETREE)
        self.assertEqual([], os.listdir(self.deployed("scmi-dtcheck", "board")))

    def test_no_formats(self):
        self.edit(*SHARED_PAGE)
        self.fails(DEVICETREE + 'SCMI_DTCHECK_FORMATS = ""\n')

    def test_unknown_format(self):
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_FORMATS = "pdf"\n')
        self.says(outcome, "fatal",
                  "^SCMI_DTCHECK_FORMATS: pdf is none of gcc html json sarif text")


class Program(Board):
    def test_missing(self):
        self.replace_program(None)
        self.build.path = self.programs
        outcome = self.fails(DEVICETREE)
        self.says(outcome, "fatal", "^scmi-dtcheck cannot be run: ")

    def test_cannot_check(self):
        self.replace_program("echo 'the tree is made of wood' >&2; exit 2")
        outcome = self.fails(DEVICETREE)
        self.says(outcome, "error", "^board.dtb: the tree is made of wood")

    def test_cannot_check_where_nothing_fails(self):
        self.replace_program("exit 2")
        outcome = self.fails(DEVICETREE + 'SCMI_DTCHECK_FAIL = "none"\n')
        self.says(outcome, "error", "^board.dtb: scmi-dtcheck ended with 2")

    def test_killed(self):
        self.replace_program("kill -9 $$")
        outcome = self.fails(DEVICETREE)
        self.says(outcome, "error", "^board.dtb: scmi-dtcheck ended with -9")

    def test_report_cannot_be_written(self):
        real = os.path.realpath(os.path.join(self.programs, "scmi-dtcheck"))
        self.replace_program('case "$*" in *--output=*) echo full >&2; exit 2 ;; esac\n'
                             'exec %s "$@"' % real)
        outcome = self.fails(DEVICETREE)
        self.says(outcome, "error", "^board.dtb: full")
