# SPDX-License-Identifier: BSD-2-Clause
"""The task of scmi-dtcheck-generate.bbclass."""
import fnmatch
import os
import shutil

import scmi_dtcheck.inputs
import scmi_dtcheck.tool


def host_tree(d):
    """The one host tree that the guests are cut out of."""
    trees = scmi_dtcheck.inputs.trees(d)
    if len(trees) > 1:
        raise scmi_dtcheck.inputs.InputError(
            "guests are of one host tree, and here are %d: %s; name one in SCMI_DTCHECK_DTBS"
            % (len(trees), " ".join(os.path.basename(t) for t in trees)))
    return trees[0]


def directory(d, top):
    """The directory of the recipe's outputs below TOP."""
    return os.path.join(top, "scmi-guests", d.getVar("PN"))


def run(d, bb):
    """do_scmi_generate: write all files of the guests, or end with bb.fatal."""
    out = directory(d, d.getVar("SCMI_GENERATE_DEPLOYDIR"))
    workdir = d.getVar("SCMI_GENERATE_WORKDIR")
    os.makedirs(os.path.dirname(out), exist_ok=True)
    if not d.getVar("SCMI_DTCHECK_GUESTS") and not d.getVar("SCMI_DTCHECK_PROJECT"):
        bb.fatal("SCMI_DTCHECK_GUESTS: the guests' manifest is wanted")
    try:
        args = ["generate", "--output=" + out] + (d.getVar("SCMI_GENERATE_OPTIONS") or "").split()
        args += scmi_dtcheck.tool.options(d, workdir)
        args += scmi_dtcheck.tool.prepare(d, host_tree(d), workdir)
        status, text, err = scmi_dtcheck.tool.run(d, args, workdir)
    except scmi_dtcheck.inputs.InputError as fault:
        bb.fatal(str(fault))
    if status:
        bb.fatal(err or "scmi-dtcheck ended with %d" % status)
    for words in (text, err):
        if words:
            bb.note(words)


def chosen(d, names):
    """Those of NAMES for which the last pattern of SCMI_GENERATE_INSTALL that fits has no "!"."""
    wanted = []
    for name in sorted(names):
        fits = [p for p in (d.getVar("SCMI_GENERATE_INSTALL") or "").split()
                if fnmatch.fnmatchcase(name, p.lstrip("!"))]
        if fits and not fits[-1].startswith("!"):
            wanted.append(name)
    return wanted


def install(d, root):
    """Copy the deployed files that the target needs below ROOT."""
    out = directory(d, d.getVar("DEPLOY_DIR_IMAGE"))
    to = os.path.join(root, d.getVar("SCMI_GENERATE_DIR").lstrip("/"))
    os.makedirs(to, exist_ok=True)
    for name in chosen(d, os.listdir(out)):
        shutil.copyfile(os.path.join(out, name), os.path.join(to, name))
        os.chmod(os.path.join(to, name), 0o644)
