# SPDX-License-Identifier: BSD-2-Clause
"""A reader of device tree blobs that shares nothing with the program: nodes, and the addresses and
interrupts of devices as Devicetree Specification 0.4, chapter 2, says."""

import struct

GIC = ("arm,gic-v3", "arm,gic-400", "arm,cortex-a15-gic", "arm,cortex-a7-gic", "arm,cortex-a9-gic",
       "arm,gic-v2")


class Node:
    def __init__(self, name, parent):
        self.name, self.parent = name, parent
        self.props, self.children = {}, {}

    def path(self):
        if not self.parent:
            return "/"
        return (self.parent.path() + "/" + self.name).replace("//", "/")

    def walk(self):
        yield self
        for child in self.children.values():
            yield from child.walk()

    def find(self, path):
        node = self
        for name in path.strip("/").split("/"):
            node = node and node.children.get(name)
        return node

    def cells(self, name):
        data = self.props[name]
        return list(struct.unpack(">%dI" % (len(data) // 4), data))

    def strings(self, name):
        return self.props.get(name, b"").decode("latin-1").rstrip("\0").split("\0")

    def available(self):
        return self.strings("status")[0] in ("", "ok", "okay")

    def count(self, name, default):
        """A count of cells, which a bus without takes from the one that it is on."""
        node = self
        while node:
            if name in node.props:
                return node.cells(name)[0]
            node = node.parent
        return default


def read(path):
    with open(path, "rb") as f:
        blob = f.read()
    at, names = struct.unpack(">II", blob[8:16])
    root = Node("", None)
    node = None
    while True:
        token, = struct.unpack(">I", blob[at:at + 4])
        at += 4
        if token == 1:
            end = blob.index(b"\0", at)
            name = blob[at:end].decode("latin-1")
            if node is None:
                node = root
            else:
                node.children[name] = Node(name, node)
                node = node.children[name]
            at = (end + 4) & ~3
        elif token == 2:
            node = node.parent
        elif token == 3:
            size, offset = struct.unpack(">II", blob[at:at + 8])
            end = blob.index(b"\0", names + offset)
            node.props[blob[names + offset:end].decode("latin-1")] = blob[at + 8:at + 8 + size]
            at = (at + 8 + size + 3) & ~3
        elif token == 9:
            return root


def number(cells):
    value = 0
    for cell in cells:
        value = value << 32 | cell
    return value


def entries(cells, *sizes):
    """The entries of a property as tuples of numbers; None where they do not fit."""
    one = sum(sizes)
    if not one or len(cells) % one:
        return None
    out = []
    for at in range(0, len(cells), one):
        row = []
        for size in sizes:
            row.append(number(cells[at:at + size]))
            at += size
        out.append(tuple(row))
    return out


def to_cpu(bus, address):
    """An address on a bus, for the CPU; None where no ranges lead there."""
    while bus.parent:
        if "ranges" not in bus.props:
            return None
        rows = entries(bus.cells("ranges"), bus.count("#address-cells", 2),
                       bus.parent.count("#address-cells", 2), bus.count("#size-cells", 1))
        if rows is None:
            return None
        if rows:
            fit = [(child, parent) for child, parent, size in rows
                   if child <= address < child + size]
            if not fit:
                return None
            address += fit[0][1] - fit[0][0]
        bus = bus.parent
    return address


def registers(node):
    """(CPU address, size) of every entry of reg; None where it has none that the CPU sees."""
    bus = node.parent
    if "reg" not in node.props or not bus.count("#size-cells", 1):
        return None
    rows = entries(node.cells("reg"), bus.count("#address-cells", 2), bus.count("#size-cells", 1))
    if rows is None:
        return None
    out = [(to_cpu(bus, address), size) for address, size in rows]
    return None if any(address is None for address, _ in out) else out


class Interrupts:
    """What the interrupts of a tree's nodes lead to."""

    def __init__(self, root):
        self.by_phandle = {}
        for node in root.walk():
            if "phandle" in node.props:
                self.by_phandle[node.cells("phandle")[0]] = node

    def parent(self, node):
        while node:
            if "interrupt-parent" in node.props:
                return self.by_phandle.get(node.cells("interrupt-parent")[0])
            node = node.parent
            if node and "#interrupt-cells" in node.props:
                return node
        return None

    def of(self, node):
        """(controller, specifier), ...; a controller that is no node of the tree is None."""
        out = []
        if "interrupts-extended" in node.props:
            cells = node.cells("interrupts-extended")
            while cells:
                to = self.by_phandle.get(cells[0])
                n = 1 + (to.cells("#interrupt-cells")[0] if to else 0)
                out.append((to, cells[1:n]))
                cells = cells[n:]
        elif "interrupts" in node.props:
            to = self.parent(node)
            n = to.cells("#interrupt-cells")[0] if to else 3
            cells = node.cells("interrupts")
            out = [(to, cells[i:i + n]) for i in range(0, len(cells), n)]
        return out

    def spis(self, node):
        """(SPI, trigger), ... of those that go to the GIC."""
        return [(spec[1], spec[2] & 15) for to, spec in self.of(node)
                if not to or to.name == "gic" or
                any(c in GIC for c in to.strings("compatible"))]
