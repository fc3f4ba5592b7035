# SPDX-License-Identifier: BSD-2-Clause
"""Which files a check or generate task reads."""
import glob
import os


class InputError(Exception):
    """An input that is missing or not clear; the text is for the user."""


def candidates(d, name):
    """The places where NAME may be, the first that exists last: no later one counts."""
    if os.path.isabs(name):
        return [name]
    found = []
    for path in ("%s:%s" % (d.getVar("FILESPATH") or "", d.getVar("BBPATH") or "")).split(":"):
        if path:
            found.append(os.path.join(path, name))
            if os.path.exists(found[-1]):
                break
    return found


def find(d, variable, name):
    """The file or directory NAME that VARIABLE speaks of."""
    places = candidates(d, name)
    if not places or not os.path.exists(places[-1]):
        raise InputError(
            "%s: %s is not there%s" % (
                variable, name, "" if os.path.isabs(name) else ", neither along FILESPATH nor BBPATH"))
    return places[-1]


def guest_files(d):
    """SCMI_DTCHECK_GUEST as (name, [file, configuration])."""
    guests = []
    for word in (d.getVar("SCMI_DTCHECK_GUEST") or "").split():
        name, equals, files = word.partition("=")
        if not name or not equals or not files:
            raise InputError(
                "SCMI_DTCHECK_GUEST: %s: expected NAME=FILE[,CONFIG]" % word)
        guests.append((name, files.rsplit(",", 1)))
    return guests


def named(d):
    """(variable, name) of every file that a variable names, but the trees."""
    names = []
    for variable, words in (("SCMI_DTCHECK_GUESTS", d.getVar("SCMI_DTCHECK_GUESTS")),
                            ("SCMI_DTCHECK_FIRMWARE", d.getVar("SCMI_DTCHECK_FIRMWARE")),
                            ("SCMI_DTCHECK_SCHEMA_DIRS", d.getVar("SCMI_DTCHECK_SCHEMA_DIRS")),
                            ("SCMI_DTCHECK_INCLUDE_DIRS", d.getVar("SCMI_DTCHECK_INCLUDE_DIRS"))):
        names += [(variable, word) for word in (words or "").split()]
    for _, files in guest_files(d):
        names += [("SCMI_DTCHECK_GUEST", f) for f in files]
    return names


def project(d):
    """The project file, or None."""
    name = d.getVar("SCMI_DTCHECK_PROJECT")
    return find(d, "SCMI_DTCHECK_PROJECT", name) if name else None


def project_places(d):
    """Where the project file could be, and what it can name beside itself."""
    name = d.getVar("SCMI_DTCHECK_PROJECT")
    places = candidates(d, name) if name else []
    return places + [os.path.dirname(place) for place in places[-1:] if os.path.exists(place)]


def of_builds(d):
    """The beginnings of paths that tasks make, whose signatures count already."""
    return tuple((d.getVar(name) or "/dev/null").rstrip("/") + "/"
                 for name in ("TMPDIR", "DEPLOY_DIR"))


def tree_places(d):
    """Where trees are that the variables place, and not the kind of the recipe."""
    dirs = (d.getVar("SCMI_DTCHECK_DIRS") or "").split()
    places = []
    for pattern in (d.getVar("SCMI_DTCHECK_DTBS") or "").split():
        for path in [""] if os.path.isabs(pattern) else dirs:
            places += sorted(glob.glob(os.path.join(path, pattern)))
    return places


def checksums(d):
    """The value of the tasks' [file-checksums]."""
    try:
        names = [name for _, name in named(d)]
    except InputError:
        return ""  # the task says it
    places = tree_places(d) + project_places(d)
    for name in names + (d.getVar("SCMI_DTCHECK_OVERLAYS") or "").split():
        places += candidates(d, name)
    return " ".join("%s:%s" % (place, os.path.exists(place)) for place in places
                    if not place.startswith(of_builds(d)))


def tree_dirs(d):
    """Where the trees are, by the kind of the recipe unless SCMI_DTCHECK_DIRS says."""
    dirs = (d.getVar("SCMI_DTCHECK_DIRS") or "").split()
    if dirs:
        return dirs
    kind = d.getVar("SCMI_DTCHECK_KIND")
    if kind == "kernel":
        boot = os.path.join(d.getVar("B"), "arch", d.getVar("ARCH"), "boot")
        return [os.path.join(boot, "dts"), boot]
    if kind == "devicetree":
        return [d.getVar("B")]
    deploy = d.getVar("DEPLOY_DIR_IMAGE")
    return [deploy, os.path.join(deploy, "devicetree")]


def default_patterns(d):
    """The trees that a recipe deploys, or for an image or another recipe, those of the machine."""
    kind = d.getVar("SCMI_DTCHECK_KIND")
    if kind == "devicetree":
        return ["*.dtb"]
    trees = [t for t in (d.getVar("KERNEL_DEVICETREE") or "").split() if t.endswith(".dtb")]
    if kind == "kernel":
        return trees
    trees = [os.path.basename(t) for t in trees]
    if d.getVar("PREFERRED_PROVIDER_virtual/dtb"):
        trees.append("devicetree/*.dtb")
    return trees


def match(dirs, pattern):
    """The files of the first directory that has any."""
    for path in [""] if os.path.isabs(pattern) else dirs:
        found = sorted(f for f in glob.glob(os.path.join(path, pattern)) if os.path.isfile(f))
        if found:
            return found
    return []


def trees(d):
    """The host trees to check: at least one, each once, in order."""
    dirs = tree_dirs(d)
    patterns = (d.getVar("SCMI_DTCHECK_DTBS") or "").split()
    if not patterns:
        patterns = default_patterns(d)
    if not patterns:
        raise InputError("no tree to check: set SCMI_DTCHECK_DTBS")
    found = []
    for pattern in patterns:
        files = match(dirs, pattern)
        if not files:
            raise InputError(
                "SCMI_DTCHECK_DTBS: no %s in %s" % (pattern, " or ".join(dirs)))
        found += [f for f in files if f not in found]
    names = [os.path.splitext(os.path.basename(f))[0] for f in found]
    for name in names:
        if names.count(name) > 1:
            raise InputError("SCMI_DTCHECK_DTBS: two trees are called %s" % name)
    return found


def overlays(d):
    """The overlays: beside the trees, or found as other files are."""
    found = []
    for name in (d.getVar("SCMI_DTCHECK_OVERLAYS") or "").split():
        files = match(tree_dirs(d), name)
        found += files or [find(d, "SCMI_DTCHECK_OVERLAYS", name)]
    return found


def preprocessed(tree):
    """The source that dtc compiled TREE from, as the kernel or devicetree.bbclass leaves it."""
    path, name = os.path.split(tree)
    stem = os.path.splitext(name)[0]
    for source in (".%s.dtb.dts.tmp" % stem.replace(",", "_"), "%s.dts.pp" % stem):
        if name == stem + ".dtb" and os.path.isfile(os.path.join(path, source)):
            return os.path.join(path, source)
    return None
