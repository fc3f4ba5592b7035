# SPDX-License-Identifier: BSD-2-Clause
"""The recipes: sources, checksums, and what of an installation each package gets."""

import fnmatch
import glob
import hashlib
import os
import re
import shutil
import subprocess

from case import LAYER, PROGRAM, PROJECT, LayerTest
from recipe import Recipe

# Without a value here: a checkout of openembedded-core, whose licences' texts are checked then.
OE_CORE = os.environ.get("OE_CORE_DIR")


def project_version():
    with open(os.path.join(PROJECT, "Makefile"), encoding="utf-8") as makefile:
        return re.search(r"^VERSION := (\S+)", makefile.read(), re.M).group(1)


def checksum(path, options):
    """The md5 of LIC_FILES_CHKSUM: of a file, or of some of its lines."""
    with open(path, "rb") as content:
        lines = content.readlines()
    first, last = int(options.get("beginline", 1)), int(options.get("endline", len(lines)))
    return hashlib.md5(b"".join(lines[first - 1:last])).hexdigest()


# Programs of dt-schema's names, in libexec.
DROP_INS = {"dt-check-compatible", "dt-doc-validate", "dt-extract-example", "dt-mk-schema",
            "dt-validate"}

class RecipeTest(LayerTest):
    def recipe(self, name, overrides="class-target"):
        path, = glob.glob(os.path.join(LAYER, "recipes-*", "*", name + "_*.bb"))
        version = os.path.basename(path)[len(name) + 1:-len(".bb")]
        recipe = Recipe(LAYER, self.build.topdir, name, version)
        recipe.d.setVar("OVERRIDES", overrides)
        recipe.d.setVar("COMMON_LICENSE_DIR",
                        os.path.join(OE_CORE or "", "meta/files/common-licenses"))
        if name == "scmi-dtcheck":
            recipe.d.setVar("S", PROJECT)
        recipe.read(path)
        recipe.finish()
        return recipe


class Recipes(RecipeTest):
    names = ("scmi-dtcheck", "scmi-doorbell")

    def source_directory(self, recipe):
        """Where S is in the project: it is unpacked from a release archive."""
        d = recipe.d
        archive = os.path.join(d.getVar("UNPACKDIR"), "scmi-dtcheck-" + d.getVar("PV"))
        return d.getVar("S").replace(archive, PROJECT)

    def test_version_is_the_projects(self):
        for name in self.names:
            self.assertEqual(project_version(), self.recipe(name).d.getVar("PV"))

    def test_licence_checksums(self):
        for name in self.names:
            recipe = self.recipe(name)
            for word in recipe.d.getVar("LIC_FILES_CHKSUM").split():
                url, *options = word.split(";")
                options = dict(option.split("=") for option in options)
                path = os.path.join(self.source_directory(recipe), url[len("file://"):])
                if "common-licenses" not in path:
                    self.assertEqual(checksum(path, options), options["md5"], path)
                elif OE_CORE:
                    path = url[len("file://"):]
                    self.assertEqual(checksum(path, options), options["md5"], path)

    def test_sources_are_there(self):
        for name in self.names:
            recipe = self.recipe(name)
            archive, *others = recipe.d.getVar("SRC_URI").split()
            self.assertTrue(archive.endswith("/scmi-dtcheck-%s.tar.gz" % project_version()))
            for url in others:
                found = glob.glob(os.path.join(LAYER, "recipes-*", name, "files",
                                               url[len("file://"):]))
                self.assertTrue(found, url)

    def test_archive_has_that_name(self):
        done = subprocess.run(["make", "-n", "dist", "O=out"], cwd=PROJECT, capture_output=True,
                              text=True, check=True)
        self.assertIn("/scmi-dtcheck-%s.tar\n" % project_version(), done.stdout)

    def test_summaries_and_licences(self):
        for name in self.names:
            d = self.recipe(name).d
            for variable in ("SUMMARY", "LICENSE", "HOMEPAGE", "SECTION"):
                self.assertTrue(d.getVar(variable), variable)

    def test_module_has_what_it_builds(self):
        recipe = self.recipe("scmi-doorbell")
        self.assertIn("module", recipe.inherited)
        self.assertTrue(os.path.exists(os.path.join(self.source_directory(recipe), "Kbuild")))

    def test_module_without_unpackdir(self):
        recipe = self.recipe("scmi-doorbell")
        recipe.d.delVar("UNPACKDIR")
        self.assertTrue(recipe.d.getVar("S").startswith(recipe.d.getVar("WORKDIR") + "/"))

    def test_variants(self):
        recipe = self.recipe("scmi-dtcheck")
        self.assertEqual({"native", "nativesdk"}, set(recipe.d.getVar("BBCLASSEXTEND").split()))
        self.assertIn("jansson-native", recipe.d.getVar("DEPENDS").split())
        native = self.recipe("scmi-dtcheck", "class-native")
        self.assertNotIn("jansson-native", native.d.getVar("DEPENDS").split())

    def test_not_without_jansson(self):
        recipe = self.recipe("scmi-dtcheck")
        recipe.d.setVar("BBFILE_COLLECTIONS", "core scmi-dtcheck")
        with self.assertRaisesRegex(recipe.bb.parse.SkipRecipe, "meta-oe"):
            recipe.call(recipe.anonymous[0].body, "anonymous", recipe.anonymous[0].place)


class Packages(RecipeTest):
    """What do_install and do_install_ptest leave, by package."""

    def install(self):
        recipe = self.recipe("scmi-dtcheck")
        # As make has it: what is up to date is not built again.
        build = os.path.relpath(os.path.dirname(PROGRAM), PROJECT)
        recipe.d.setVar("B", build)
        prelude = "oe_runmake() { env -u MAKEFLAGS -u MAKELEVEL make -o %s/flags %s \"$@\"; }\n" % (
            build, recipe.d.getVar("EXTRA_OEMAKE"))
        recipe.run_function("do_install", prelude)
        ptest = recipe.d.getVar("D") + recipe.d.getVar("PTEST_PATH")
        os.makedirs(ptest)
        script, = glob.glob(os.path.join(LAYER, "recipes-*", "*", "files", "run-ptest"))
        shutil.copy(script, ptest)
        recipe.run_function("do_install_ptest")
        return recipe

    @staticmethod
    def installed(root):
        """Files and links, as seen from the target."""
        return ["/" + os.path.relpath(os.path.join(directory, name), root)
                for directory, _, names in os.walk(root) for name in names]

    @staticmethod
    def fits(path, pattern):
        if fnmatch.fnmatch(path, pattern) and path.count("/") == pattern.count("/"):
            return True
        return path.startswith(pattern.rstrip("/") + "/")

    def packages(self, recipe):
        """package -> files; "" for those that no package has."""
        split = {package: [] for package in recipe.d.getVar("PACKAGES").split()}
        split[""] = []
        for path in self.installed(recipe.d.getVar("D")):
            for package in split:
                if any(self.fits(path, pattern) for pattern in
                       (recipe.d.getVar("FILES:" + package) or "").split()):
                    break
            split[package].append(path)
        return split

    def test_packages(self):
        recipe = self.install()
        split = self.packages(recipe)
        self.assertEqual([], split.pop(""), "in no package")
        self.assertEqual([], [name for name, paths in split.items() if not paths], "empty")
        names = {name: {os.path.basename(path) for path in paths} for name, paths in split.items()}
        soname = "libscmi-dtcheck.so"
        self.assertEqual({"scmi-dtcheck", "dt-schema"},
                         {n for n in names["scmi-dtcheck"] if n not in DROP_INS})
        self.assertEqual({soname + ".1", soname + "." + project_version()},
                         names["libscmi-dtcheck"])
        self.assertEqual({soname, "scmi-dtcheck.h", "scmi-dtcheck-error.h",
                          "libscmi-dtcheck.pc"},
                         names["scmi-dtcheck-dev"])
        self.assertIn("xen,sci.yaml", names["scmi-dtcheck-schemas"])
        self.assertIn("run-ptest", names["scmi-dtcheck-ptest"])
        self.readme_names(split)
        self.ptest_passes(recipe)

    def readme_names(self, split):
        with open(os.path.join(LAYER, "README.md"), encoding="utf-8") as readme:
            text = readme.read()
        for package in split:
            suffix = package[len("scmi-dtcheck"):] if package.startswith("scmi") else package
            self.assertRegex(text, "`(%s|%s)`" % (package, suffix or package))

    def ptest_passes(self, recipe):
        """The package's tests, with the installed program."""
        root = recipe.d.getVar("D")
        ptest = root + recipe.d.getVar("PTEST_PATH")
        with open(os.path.join(ptest, "run-ptest"), encoding="utf-8") as script:
            text = script.read().replace(" /usr/bin/", " %s/usr/bin/" % root)
        path = "%s/usr/bin:%s" % (root, os.environ["PATH"])
        done = subprocess.run(["sh", "-c", text], cwd=ptest, capture_output=True, text=True,
                              check=False,
                              env=dict(os.environ, PATH=path, LD_LIBRARY_PATH=root + "/usr/lib"))
        self.assertEqual("PASS: cli", done.stdout.strip().split("\n")[-1], done.stdout)
        self.assertNotIn("FAIL", done.stdout)
        self.assertNotIn("SKIP", done.stdout)
