#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""outputs.py BOARDS CORPUS [BOARD...] - what the guests of every board get, read by other programs

BOARDS plans each device alone and a guest with every protocol, all for xl and for dom0less, with an
agent's channel added to the board's tree. Of every output
- dt-validate, with the community's bindings, must have no complaint about SCMI and its page;
- an own reader must find registers and interrupts where the board's tree has them: addresses
  translated through both trees' ranges are equal, so are SPIs, and xen,reg has just the pages.
Both are shown to fail on a tree that was spoilt. A board is a test."""

import collections
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

import fdt

PAGE = 0x1000


def complaints(schemas, blobs):
    """What dt-validate says about SCMI: (blob, text). And how much it says of other nodes."""
    listed = os.path.join(os.path.dirname(blobs[0]), "blobs")
    with open(listed, "w", encoding="utf-8") as f:
        f.write("\n".join(blobs))
    out = subprocess.run(["dt-validate", "-s", schemas, "@" + listed], check=False,
                         stderr=subprocess.PIPE, text=True).stderr
    scmi, others = [], 0
    for said in re.findall(r"^(\S+?): (\S+): (.*(?:\n\t.*)*?)\n\tFrom schema: (.*)$", out, re.M):
        blob, node, text, schema = said
        if "/schemas/firmware/" in schema or "/schemas/sram/" in schema or \
           node == "scmi" or node.startswith("protocol@"):
            scmi.append((blob, node + ": " + text))
        else:
            others += 1
    return scmi, others


def is_of_host(text, host):
    """A protocol of the board's own that is wrong there is wrong in the copy."""
    return any(name in said for name in re.findall(r"protocol@[0-9a-f]+", text)
               for _, said in host)


def pages(regions):
    out = set()
    for address, size in regions:
        out.update(range(address // PAGE, (address + size - 1) // PAGE + 1))
    return out


def reserved_pages(device):
    out = set()
    for node in device.walk():
        if "xen,reg" not in node.props:
            continue
        n = node.parent.count("#address-cells", 2)
        for host, size, guest in fdt.entries(node.cells("xen,reg"), n,
                                             node.parent.count("#size-cells", 1), n):
            if host != guest or (host | size) % PAGE:
                raise ValueError("%s: xen,reg at 0x%x" % (node.name, host))
            out |= pages([(host, size)])
    return out


def compare_node(guest, host, irqs):
    """Registers and interrupts of one node; returns its host pages."""
    want, have = fdt.registers(host), fdt.registers(guest)
    if want != have:
        raise ValueError("%s: registers %s, not %s" % (guest.name, have, want))
    for name in ("interrupts", "interrupts-extended"):
        if name in guest.props and irqs[0].spis(guest) != irqs[1].spis(host):
            raise ValueError("%s: interrupts %s, not %s"
                             % (guest.name, irqs[0].spis(guest), irqs[1].spis(host)))
    return pages(want or [])


def device_of(tree, host):
    registers = fdt.registers(host)
    name = host.name.split("@")[0] + ("@%x" % registers[0][0] if registers else "")
    device = tree.find("/passthrough/" + name)
    if not device:
        raise ValueError("no " + name)
    return device


def compare(blob, board, boot, path):
    """Raises ValueError where a device is not what the board's tree has. Returns its nodes."""
    tree = fdt.read(blob)
    host = board.find(path)
    device = device_of(tree, host)
    irqs = (fdt.Interrupts(tree), fdt.Interrupts(board))
    want, n = set(), 0
    for node in device.walk():
        below = node.path()[len(device.path()):]
        want |= compare_node(node, host.find(below) if below else host, irqs)
        n += 1
    if boot == "dom0less":
        # With the path Xen maps all interrupts of the host's node.
        left_out = bool(irqs[1].of(host)) and not irqs[0].of(device)
        if device.strings("xen,path")[0] != path and not (left_out and
                                                           "xen,path" not in device.props):
            raise ValueError("xen,path")
        if reserved_pages(device) != want:
            raise ValueError("xen,reg has other pages")
    return n


class Suite:
    def __init__(self, program, corpus, work):
        self.program, self.work = program, work
        self.boards = os.path.join(corpus, "boards")
        self.schemas = os.path.join(work, "schemas.json")
        self.passed = self.failed = self.outputs = 0
        subprocess.run(["dt-mk-schema", "-j", "-o", self.schemas,
                        os.path.join(corpus, "bindings", "schemas")], check=True)

    def verdict(self, name, wrong):
        for line in wrong[:10]:
            print("%s: %s" % (name, line))
        self.passed += not wrong
        self.failed += bool(wrong)

    def make(self, name):
        """The outputs of a board: [(blob, boot, path)]."""
        where = os.path.join(self.work, name)
        os.mkdir(where)
        out = subprocess.run([self.program, "--write", where,
                              os.path.join(self.boards, name + ".dtb")],
                             check=False, stdout=subprocess.PIPE, text=True)
        if out.returncode:
            print(out.stdout)
        with open(os.path.join(where, "list"), encoding="utf-8") as f:
            rows = [line.rstrip("\n").split(" ", 2) for line in f]
        return [(os.path.join(where, row[0]), row[1], row[2]) for row in rows]

    def board(self, name):
        blob = os.path.join(self.boards, name + ".dtb")
        tree = fdt.read(blob)
        outputs = self.make(name)
        spare = os.path.join(self.work, name, "host.dtb")
        shutil.copy(blob, spare)
        host, _ = complaints(self.schemas, [spare])
        scmi, others = complaints(self.schemas, [row[0] for row in outputs])
        wrong = [row[0] + ": " + row[1] for row in scmi if not is_of_host(row[1], host)]
        nodes, protocols = 0, collections.Counter()
        for blob, boot, path in outputs:
            instance = fdt.read(blob).find("/passthrough/firmware/scmi")
            if not instance or instance.strings("compatible") != ["arm,scmi-smc"]:
                wrong.append(blob + ": no SCMI")
                continue
            if path == "-":
                continue
            protocols.update(p.split("@")[1] for p in instance.children)
            try:
                nodes += compare(blob, tree, boot, path)
            except (ValueError, IndexError) as e:
                wrong.append("%s %s %s: %s" % (blob, boot, path, e))
        self.verdict(name, wrong)
        self.outputs += len(outputs)
        print("%-28s %5d outputs %6d nodes %6d other complaints  %s"
              % (name, len(outputs), nodes, others,
                 " ".join("%s:%d" % row for row in sorted(protocols.items()))))

    def spoilt_for_schemas(self, source, options, node, *values):
        """fdtput on a copy has to give a complaint."""
        copy = os.path.join(self.work, "spoilt.dtb")
        shutil.copy(source, copy)
        subprocess.run(["fdtput", *options, copy, "/passthrough/firmware/scmi" + node, *values],
                       check=True)
        found, _ = complaints(self.schemas, [copy])
        self.verdict("spoilt " + values[0], [] if found else ["no complaint"])

    def spoilt_for_compare(self, row, board, command, *values):
        copy = os.path.join(self.work, "spoilt.dtb")
        shutil.copy(row[0], copy)
        device = device_of(fdt.read(copy), board.find(row[2]))
        subprocess.run(["fdtput", *command, copy, device.path(), *values], check=True)
        try:
            compare(copy, board, row[1], row[2])
            self.verdict("spoilt " + values[0], ["not seen"])
        except (ValueError, IndexError):
            self.verdict("spoilt " + values[0], [])

    def spoilt(self, name):
        """What must be seen, of a board whose devices use SCMI clocks."""
        rows = [row for row in self.make(name) if row[1] == "dom0less" and
                fdt.read(row[0]).find("/passthrough/firmware/scmi/protocol@14")]
        row = rows[0]
        self.spoilt_for_schemas(row[0], ["-d"], "", "shmem")
        self.spoilt_for_schemas(row[0], ["-d"], "", "arm,smc-id")
        self.spoilt_for_schemas(row[0], ["-d"], "/protocol@14", "#clock-cells")
        self.spoilt_for_schemas(row[0], ["-tu"], "/protocol@14", "#clock-cells", "2")
        self.spoilt_for_schemas(row[0], ["-tx"], "/protocol@14", "reg", "15")
        board = fdt.read(os.path.join(self.boards, name + ".dtb"))
        self.spoilt_for_compare(row, board, ["-tx"], "reg", "0", "f00000", "0", "1000")
        self.spoilt_for_compare(row, board, ["-tx"], "interrupts", "0", "3ff", "4")
        self.spoilt_for_compare(row, board, ["-tx"], "xen,reg", "0", "f00000", "0", "1000", "0",
                                "f00000")
        self.spoilt_for_compare(row, board, ["-ts"], "xen,path", "/none")


def main(program, corpus, *names):
    boards = sorted(glob.glob(os.path.join(corpus, "boards", "*.dtb")))
    if not shutil.which("dt-validate") or not boards:
        print("skipped: dt-validate or the boards are missing")
        print("0 passed, 0 failed, 1 skipped")
        return 0
    with tempfile.TemporaryDirectory() as work:
        suite = Suite(program, corpus, work)
        for name in names or [os.path.basename(b)[:-4] for b in boards]:
            suite.board(name)
        shutil.rmtree(os.path.join(work, "s32g274a-evb"), ignore_errors=True)
        suite.spoilt("s32g274a-evb")
    print("%d outputs of %d boards" % (suite.outputs, len(names or boards)))
    print("%d passed, %d failed" % (suite.passed, suite.failed))
    return suite.failed != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
