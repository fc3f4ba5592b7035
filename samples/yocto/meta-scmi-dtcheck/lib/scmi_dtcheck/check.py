# SPDX-License-Identifier: BSD-2-Clause
"""The task of scmi-dtcheck.bbclass."""
import json
import os
import shutil

import scmi_dtcheck.inputs
import scmi_dtcheck.tool

SUFFIXES = {"text": "txt", "gcc": "gcc", "json": "json", "sarif": "sarif", "html": "html"}


def at(location):
    """A place in a source; None for a blob, which has none."""
    if not location or location.get("line") is None:
        return None
    return "%s:%d:%d" % (location["file"], location["line"], location["column"])


def message(name, finding):
    """A finding as the log shows it: place and message, then what helps."""
    node = finding.get("node")
    place = at(finding.get("location"))
    lines = ["%s: %s: %s [%s]" % (place or ": ".join(filter(None, [name, node])),
                                  finding["severity"], finding["message"], finding["rule"])]
    if place and node:
        lines.append("node: " + node)
    for other in finding.get("related") or []:
        place = at(other.get("location"))
        words = [other.get("node"), other.get("text"), place and "at " + place]
        lines.append("see: " + ", ".join(w for w in words if w))
    if finding.get("effect"):
        lines.append("Xen: " + finding["effect"])
    if finding.get("hint"):
        lines.append("help: " + finding["hint"])
    return "\n  ".join(lines)


def say(d, bb, name, findings):
    """Tell BitBake the findings. Returns how many fail the build."""
    failing = 0
    fails = d.getVar("SCMI_DTCHECK_FAIL") != "none"
    for finding in findings:
        text = scmi_dtcheck.tool.original_names(d, message(name, finding),
                                                d.getVar("SCMI_DTCHECK_WORKDIR"))
        if finding["severity"] == "error" and fails:
            bb.error(text)
            failing += 1
        elif finding["severity"] in ("error", "warning"):
            bb.warn(text)
        else:
            bb.note(text)
    return failing


def formats(d):
    """The reports to write."""
    words = (d.getVar("SCMI_DTCHECK_FORMATS") or "").split()
    for word in words:
        if word not in SUFFIXES:
            raise scmi_dtcheck.inputs.InputError(
                "SCMI_DTCHECK_FORMATS: %s is none of %s" % (
                    word, " ".join(sorted(SUFFIXES))))
    return words


def write_report(d, args, form, path):
    """Write one report. Returns what went wrong."""
    command = ["report"] if form == "html" else ["check", "--format=" + form]
    status, _, err = scmi_dtcheck.tool.run(
        d, command + ["--output=" + path] + args, d.getVar("SCMI_DTCHECK_WORKDIR"))
    return err if status > 1 else None


def check_tree(d, bb, tree, options, reports):
    """Check one tree and write its reports. Returns how many findings fail the build."""
    name = os.path.basename(tree)
    workdir = d.getVar("SCMI_DTCHECK_WORKDIR")
    args = options + scmi_dtcheck.tool.prepare(d, tree, workdir)
    status, out, err = scmi_dtcheck.tool.run(d, ["check", "--format=json"] + args, workdir)
    if err:
        bb.note(err)
    if status not in (0, 1):
        bb.error("%s: %s" % (name, err or "scmi-dtcheck ended with %d" % status))
        return 1
    failing = say(d, bb, name, json.loads(out)["findings"])
    stem = os.path.join(reports, os.path.splitext(name)[0])
    for form in formats(d):
        fault = write_report(
            d, args, form, "%s.%s" % (stem, SUFFIXES[form]))
        if fault:
            bb.error("%s: %s" % (name, fault))
            failing += 1
    return failing


def kept_reports(d):
    """Where the reports of a failing check stay, with the logs: they have no shared state."""
    return os.path.join(d.getVar("SCMI_DTCHECK_LOGDIR"), d.getVar("PN"))


def forget_reports(d):
    """Remove the reports of an earlier check that failed."""
    shutil.rmtree(kept_reports(d), ignore_errors=True)


def run(d, bb):
    """do_scmi_dtcheck: check every tree, and end with bb.fatal where one fails the build."""
    if d.getVar("SCMI_DTCHECK_FAIL") not in ("error", "warning", "none"):
        bb.fatal("SCMI_DTCHECK_FAIL: %s is none of error, warning, none"
                 % d.getVar("SCMI_DTCHECK_FAIL"))
    reports = os.path.join(d.getVar("SCMI_DTCHECK_DEPLOYDIR"), "scmi-dtcheck", d.getVar("PN"))
    os.makedirs(reports, exist_ok=True)
    forget_reports(d)
    failing = 0
    try:
        formats(d)
        options = scmi_dtcheck.tool.options(d, d.getVar("SCMI_DTCHECK_WORKDIR"))
        for tree in scmi_dtcheck.inputs.trees(d):
            failing += check_tree(d, bb, tree, options, reports)
    except scmi_dtcheck.inputs.InputError as fault:
        bb.fatal(str(fault))
    if failing:
        kept = kept_reports(d)
        shutil.copytree(reports, kept)
        bb.fatal("the SCMI configuration has %d error%s; reports are in %s"
                 % (failing, "" if failing == 1 else "s", kept))
