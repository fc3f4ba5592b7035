# SPDX-License-Identifier: BSD-2-Clause
"""Builds of recipes: stamps, signatures and deployed files, as far as the classes need them."""

import glob
import hashlib
import os
import re
import shutil
import subprocess
import traceback
from dataclasses import dataclass, field

import fakebb
import tracking
from recipe import Recipe

LIBRARY_TASKS = ("do_scmi_dtcheck", "do_scmi_generate")


@dataclass
class Outcome:
    """What a build said and did."""

    recipe: Recipe
    failed: bool = False
    crash: str = ""
    ran: list = field(default_factory=list)

    def said(self, *levels):
        return [text for level, text in self.recipe.bb.messages if level in levels]


def hash_tree(path):
    """Names and contents of a file, or of a directory's files."""
    total = hashlib.sha256()
    names = [path]
    if os.path.isdir(path):
        names = sorted(glob.glob(os.path.join(glob.escape(path), "**"), recursive=True))
    for name in names:
        total.update(name.encode())
        if os.path.isfile(name):
            with open(name, "rb") as content:
                total.update(content.read())
    return total.hexdigest()


def checksum_words(value):
    """[file-checksums] as (path, whether it was there): paths may have blanks."""
    for word in re.split(r"(?<=:True)\s+|(?<=:False)\s+", value.strip()):
        if word:
            path, _, there = word.rpartition(":")
            yield path, there == "True"


def preprocess_and_compile(source, preprocessed, blob, cwd, includes):
    """A tree from its source, as make and devicetree.bbclass do it."""
    options = [word for path in includes for word in ("-I", path)]
    searched = [word for path in includes for word in ("-i", path)]
    subprocess.run(["cpp", "-nostdinc", "-undef", "-D__DTS__", "-x", "assembler-with-cpp"]
                   + options + ["-o", preprocessed, source], cwd=cwd, check=True)
    subprocess.run(["dtc", "-q", "-@", "-I", "dts", "-O", "dtb", "-o", blob] + searched
                   + [preprocessed], cwd=cwd, check=True)


def compile_devicetree(d):
    """DT_FILES, or all that S has, in B."""
    sources = sorted(glob.glob(os.path.join(d.getVar("S"), "*.dts")))
    names = (d.getVar("DT_FILES") or "").split() or [os.path.basename(s) for s in sources]
    for name in names:
        source = os.path.join(d.getVar("S"), name)
        preprocess_and_compile(source, name + ".pp", name[:-1] + "b", d.getVar("B"),
                               [d.getVar("S")])


def compile_kernel(d):
    """KERNEL_DEVICETREE where a kernel's make has them, with names relative to B."""
    for tree in (d.getVar("KERNEL_DEVICETREE") or "").split():
        path = os.path.join("arch", d.getVar("ARCH"), "boot", "dts", tree)
        directory, name = os.path.split(path)
        os.makedirs(os.path.join(d.getVar("B"), directory), exist_ok=True)
        sources = os.path.relpath(d.getVar("S"), d.getVar("B"))
        preprocessed = ".%s.dts.tmp" % name.replace(",", "_")
        preprocess_and_compile(
            os.path.join(sources, name[:-1] + "s"), os.path.join(directory, preprocessed),
            path, d.getVar("B"), [sources])


class Build:
    """A build directory: recipes are parsed anew for each build, what they leave stays."""

    def __init__(self, layer, topdir, path):
        """PATH is where programs are looked for."""
        self.layer = layer
        self.topdir = topdir
        self.path = path
        self.sources = os.path.join(topdir, "recipe", "sources")
        self.files = os.path.join(topdir, "recipe", "files")
        for directory in (self.sources, self.files):
            os.makedirs(directory)
        self.stamps = {}
        self.deployed = {}

    def recipe(self, text, pn="board"):
        recipe = Recipe(self.layer, self.topdir, pn)
        recipe.d.setVar("PATH", self.path)
        recipe.add(text)
        recipe.finish()
        return recipe

    def build(self, text, pn="board", target="do_build"):
        """Run TARGET of a recipe of this text, and what it needs of the same recipe."""
        recipe = self.recipe(text, pn)
        outcome = Outcome(recipe)
        base = os.getcwd()
        try:
            for task in self.ordered(recipe, target):
                self.task(outcome, task)
        except fakebb.Handled:
            outcome.failed = True
        except Exception:
            outcome.failed = True
            outcome.crash = traceback.format_exc()
        finally:
            os.chdir(base)
        return outcome

    @staticmethod
    def ordered(recipe, target):
        wanted = recipe.earlier(target) | {target}
        return sorted(wanted, key=lambda task: (len(recipe.earlier(task)), task))

    def task(self, outcome, name):
        d = outcome.recipe.d
        stamp = (d.getVar("PN"), name)
        signature = self.signature(outcome.recipe, name)
        if self.stamps.get(stamp) == signature:
            return
        self.stamps.pop(stamp, None)
        self.forget_deployed(stamp)
        outcome.ran.append(name)
        self.directories(d, name)
        self.execute(outcome.recipe, name)
        for function in (d.getVarFlag(name, "postfuncs") or "").split():
            outcome.recipe.run_function(function)
        self.deploy(d, stamp)
        self.stamps[stamp] = signature

    @staticmethod
    def directories(d, name):
        for path in (d.getVarFlag(name, "cleandirs") or "").split():
            shutil.rmtree(path, ignore_errors=True)
            os.makedirs(path)
        dirs = (d.getVarFlag(name, "dirs") or "").split() or [d.getVar("WORKDIR")]
        for path in dirs:
            os.makedirs(path, exist_ok=True)
        os.chdir(dirs[-1])

    def execute(self, recipe, name):
        """The layer's function, or what stands for openembedded-core's."""
        d = recipe.d
        if name in LIBRARY_TASKS:
            recipe.run_function(name)
        elif name == "do_unpack":
            shutil.rmtree(d.getVar("S"), ignore_errors=True)
            shutil.copytree(self.sources, d.getVar("S"))
        elif name == "do_compile":
            os.makedirs(d.getVar("B"), exist_ok=True)
            if "kernel" in recipe.inherited:
                compile_kernel(d)
            elif "devicetree" in recipe.inherited:
                compile_devicetree(d)
        elif name == "do_install":
            shutil.rmtree(d.getVar("D"), ignore_errors=True)
            os.makedirs(d.getVar("D"))
        elif name == "do_rootfs":
            shutil.rmtree(d.getVar("IMAGE_ROOTFS"), ignore_errors=True)
            os.makedirs(d.getVar("IMAGE_ROOTFS"))
            for function in (d.getVar("ROOTFS_POSTPROCESS_COMMAND") or "").split():
                recipe.run_function(function.rstrip(";"))

    def signature(self, recipe, task):
        """A hash over what TASK reads, and over what those read that come before it."""
        total = hashlib.sha256(hash_tree(self.sources).encode())
        for name in sorted(recipe.earlier(task) | {task}):
            if name in LIBRARY_TASKS:
                for variable in sorted(tracking.Tracker(recipe).task(name).variables):
                    total.update(("%s=%s\n" % (variable, recipe.d.raw(variable))).encode())
                for path, there in checksum_words(
                        recipe.d.getVarFlag(name, "file-checksums") or ""):
                    total.update(("%s %s" % (there, hash_tree(path))).encode())
        return total.hexdigest()

    def forget_deployed(self, stamp):
        for path in self.deployed.pop(stamp, []):
            if os.path.lexists(path):
                os.unlink(path)

    def deploy(self, d, stamp):
        """What shared state does for a task that is in SSTATETASKS."""
        if stamp[1] not in (d.getVar("SSTATETASKS") or "").split():
            return
        source = d.getVarFlag(stamp[1], "sstate-inputdirs")
        target = d.getVarFlag(stamp[1], "sstate-outputdirs")
        self.deployed[stamp] = []
        for directory, _, names in os.walk(source):
            place = os.path.normpath(os.path.join(target, os.path.relpath(directory, source)))
            os.makedirs(place, exist_ok=True)
            for name in names:
                shutil.copy2(os.path.join(directory, name), place)
                self.deployed[stamp].append(os.path.join(place, name))
