# SPDX-License-Identifier: BSD-2-Clause
"""The call of the program."""
import os
import re
import subprocess

import scmi_dtcheck.inputs

OPTIONS = {
    "SCMI_DTCHECK_GUESTS": "--guests",
    "SCMI_DTCHECK_FIRMWARE": "--firmware",
    "SCMI_DTCHECK_SCHEMA_DIRS": "--schema-dir",
    "SCMI_DTCHECK_INCLUDE_DIRS": "--include-dir",
}


def top(d):
    """Where the program runs, and what messages and reports are relative to."""
    return d.getVar("S") if os.path.isdir(d.getVar("S")) else d.getVar("WORKDIR")


def shown(d, path):
    """PATH as messages and reports shall have it: those of the build relative to S."""
    inside = (top(d).rstrip("/") + "/", d.getVar("TMPDIR").rstrip("/") + "/")
    if os.path.isabs(path) and (os.path.normpath(path) + "/").startswith(inside):
        return os.path.relpath(path, top(d))
    return path


def link(d, path, workdir):
    """A name in WORKDIR for a file of a layer: what is made of it is the same wherever that is."""
    name = os.path.basename(path.rstrip("/"))
    workdir = os.path.join(workdir, "inputs")
    place = os.path.join(workdir, name)
    copies = 1
    while os.path.islink(place) and os.readlink(place) != path:
        copies += 1
        place = os.path.join(workdir, str(copies), name)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    if not os.path.islink(place):
        os.symlink(path, place)
    return shown(d, place)


def original_names(d, text, workdir):
    """TEXT with the names of files as the user knows them."""
    for path, dirs, names in os.walk(os.path.join(workdir, "inputs")):
        for place in [os.path.join(path, n) for n in dirs + names]:
            if os.path.islink(place):
                text = text.replace(shown(d, place), os.readlink(place))
    return text


def input_options(d, workdir):
    """--OPTION=PATH for each file that a variable names, but the trees."""
    args = ["--overlay=" + link(d, path, workdir) for path in scmi_dtcheck.inputs.overlays(d)]
    guests = {}
    for variable, name in scmi_dtcheck.inputs.named(d):
        path = link(d, scmi_dtcheck.inputs.find(d, variable, name), workdir)
        if variable == "SCMI_DTCHECK_GUEST":
            guests[name] = path
        else:
            args.append("%s=%s" % (OPTIONS[variable], path))
    for name, files in scmi_dtcheck.inputs.guest_files(d):
        args.append("--guest=%s=%s" % (name, ",".join(guests[f] for f in files)))
    return args


def project_options(d, workdir):
    """--project and --variant; the files that it names are beside it."""
    path = scmi_dtcheck.inputs.project(d)
    if not path:
        return []
    directory, name = os.path.split(path)
    args = ["--project=" + os.path.join(link(d, directory, workdir), name)]
    if d.getVar("SCMI_DTCHECK_VARIANT"):
        args.append("--variant=" + d.getVar("SCMI_DTCHECK_VARIANT"))
    return args


def options(d, workdir):
    """The program's options that the variables of both classes stand for."""
    args = project_options(d, workdir) + input_options(d, workdir)
    if d.getVar("SCMI_DTCHECK_XEN"):
        args.append("--xen=" + d.getVar("SCMI_DTCHECK_XEN"))
    if d.getVar("SCMI_DTCHECK_FAIL") == "warning":
        args.append("--warn=error")
    return args + ["--warn=" + word for word in (d.getVar("SCMI_DTCHECK_WARN") or "").split()]


def original(d, path):
    """The file that a line marker names: absolute, or seen from where the source was compiled."""
    return path if path.startswith("<") else os.path.join(d.getVar("B"), path)


def copy_source(d, source, copy):
    """Copy a preprocessed source, its line markers relative to S. Returns the files they name."""
    files = []
    with open(source, encoding="utf-8", errors="surrogateescape") as old, \
            open(copy, "w", encoding="utf-8", errors="surrogateescape") as new:
        for line in old:
            marker = re.match(r'(#(?:line)? \d+ ")([^"]*)(".*)', line)
            if marker:
                path = original(d, marker.group(2))
                if path not in files:
                    files.append(path)
                line = marker.group(1) + shown(d, path) + marker.group(3) + "\n"
            new.write(line)
    return files


def prepare(d, tree, workdir):
    """The arguments for TREE: its source, if that is there and can have findings with lines."""
    source = scmi_dtcheck.inputs.preprocessed(tree)
    if not source or d.getVar("SCMI_DTCHECK_SOURCES") != "1":
        return [shown(d, tree)]
    os.makedirs(os.path.join(workdir, "trees"), exist_ok=True)
    stem = os.path.join(workdir, "trees", os.path.splitext(os.path.basename(tree))[0])
    files = copy_source(d, source, stem + ".dts")
    # Where the original was compiled included files were looked for beside these.
    dirs = [shown(d, os.path.dirname(f)) for f in [source] + files if not f.startswith("<")]
    return ["--include-dir=" + i for i in dict.fromkeys(dirs)] + [shown(d, stem + ".dts")]


def run(d, args, workdir):
    """Run the program in S. Returns its exit status, output and messages."""
    env = dict(os.environ, PATH=d.getVar("PATH"), LC_ALL="C", NO_COLOR="1")
    env.pop("DTC", None)
    try:
        done = subprocess.run(["scmi-dtcheck"] + args, cwd=top(d), env=env,
                              stdin=subprocess.DEVNULL, capture_output=True)
    except OSError as fault:
        raise scmi_dtcheck.inputs.InputError("scmi-dtcheck cannot be run: %s" % fault.strerror)
    err = done.stderr.decode(errors="replace").strip()
    return (done.returncode, done.stdout.decode(errors="replace"),
            original_names(d, err, workdir))
