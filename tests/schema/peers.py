#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""
Compares the verdict on each node with that of dt-schema.

    peers.py SCHEMA-RUN CORPUS

For a tree, both say which nodes violate which binding; dt-schema through the library that
dt-validate is made of, since dt-validate prints no paths. First the community's bindings of
CORPUS/bindings/schemas, then the project's own, on all boards, on the cases of
CORPUS/xen-verdicts and on broken variants of boards that are made here.
"""
import contextlib
import glob
import io
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

try:
    import dtschema
    import dtschema.dtb
    import libfdt
except ImportError:
    print('skipped: dt-schema is not installed')
    print('0 passed, 0 failed, 1 skipped')
    sys.exit(0)


def excused(error, disabled):
    """dt-validate forgives a disabled node what it lacks."""
    inner = isinstance(error.instance, dict) and 'disabled' in (error.instance.get('status') or [])
    if not disabled and not inner:
        return False
    if 'required property' in error.message:
        return True
    return bool(error.context) and all('required property' in e.message for e in error.context)


def explanation(errors):
    """
    Why Debian's dt-schema 2022.08 is wrong where all its errors are of one of these kinds.

    - bootph-*: properties that any node may have; dt-schema knows them since 2022.12.
    - A child that is only excused because it is disabled: jsonschema 4.10 then calls it
      unevaluated, and dt-validate reports that. Later versions of jsonschema do not.
    """
    texts = [e.message for e in errors]
    if all('bootph-' in t and 'were unexpected' in t or "'bootph-" in t for t in texts):
        return 'bootph-* was not known'
    if all(t.startswith('Unevaluated properties') and "protocol@" in t for t in texts):
        return 'disabled child called unevaluated'
    return None


class Peer:
    """dt-schema with some directories of bindings on top of its own core."""

    def __init__(self, directory):
        prefix = 'http://devicetree.org/schemas/'
        ids = {prefix + os.path.relpath(f, directory) + '#'
               for f in glob.glob(directory + '/**/*.yaml', recursive=True)}
        with contextlib.redirect_stderr(io.StringIO()):
            schemas = dtschema.set_schemas([directory])
        # The library keeps the types of the first set that it was asked about.
        dtschema.lib.props = None
        self.cache = schemas
        self.schemas = [s for s in schemas.values() if s['$id'] in ids]
        for schema in self.schemas:
            schema['$select_validator'] = dtschema.DTValidator(schema['select'])

    def check(self, path):
        """The (node, $id) of all that apply, and of those that fail."""
        self.matched, self.failed, self.explained = set(), set(), {}
        dtschema.lib.schema_cache = self.cache
        dtschema.dtb.phandles.clear()
        with contextlib.redirect_stderr(io.StringIO()):
            tree = dtschema.load(path)[0]
            self.walk(tree, '/', '/', False)
        return self.matched, self.failed

    def walk(self, node, name, path, disabled):
        if name.startswith('__'):
            return
        status = node.get('status')
        disabled = disabled or (isinstance(status, list) and 'disabled' in status)
        node['$nodename'] = [name]
        for schema in self.schemas:
            if not schema['$select_validator'].is_valid(node):
                continue
            key = (path, schema['$id'].rstrip('#'))
            self.matched.add(key)
            errors = [e for e in dtschema.DTValidator(schema).iter_errors(node)
                      if not excused(e, disabled)]
            if errors:
                self.failed.add(key)
                self.explained[key] = explanation(errors)
        for child, value in node.items():
            if isinstance(value, dict):
                self.walk(value, child, path.rstrip('/') + '/' + child, disabled)


def ours(run, directories, path):
    args = [run]
    for d in directories:
        args += ['-d', d]
    done = subprocess.run(args + [path], capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(f'{path}: {done.stderr}')
    failed = set()
    for line in done.stdout.splitlines():
        selected, schema, _, _, keyword, _ = line.split('\t')
        if keyword != 'deprecated':
            failed.add((selected, schema))
    return failed


def u32(*values):
    return b''.join(v.to_bytes(4, 'big') for v in values)


def setter(node, prop, value):
    return lambda fdt: fdt.setprop(fdt.path_offset(node), prop, value)


def remover(node, prop):
    return lambda fdt: fdt.delprop(fdt.path_offset(node), prop)


def phandle(fdt, node):
    return fdt.getprop(fdt.path_offset(node), 'phandle').as_uint32()


def three_shmem(fdt):
    node = fdt.path_offset('/firmware/scmi')
    one = bytes(fdt.getprop(node, 'shmem'))[:4]
    fdt.setprop(node, 'shmem', one * 3)


def add_child(node, name, props):
    def change(fdt):
        child = fdt.add_subnode(fdt.path_offset(node), name)
        for prop, value in props:
            fdt.setprop(child, prop, value)
    return change


def both(*changes):
    def change(fdt):
        for c in changes:
            c(fdt)
    return change


SCMI = '/firmware/scmi'
P14 = SCMI + '/protocol@14'
P16 = SCMI + '/protocol@16'
SMC, MBOX = 'rk3588-evb1-v10', 'juno-r2-scmi'

# name, board, change, schemas that it breaks (c: the community's, p: the project's)
VARIANTS = [
    ('no-smc-id', SMC, remover(SCMI, 'arm,smc-id'), 'cp'),
    ('no-shmem', SMC, remover(SCMI, 'shmem'), 'cp'),
    ('three-shmem', SMC, three_shmem, 'cp'),
    ('empty-shmem', SMC, setter(SCMI, 'shmem', b''), ''),
    ('smc-id-two-cells', SMC, setter(SCMI, 'arm,smc-id', u32(0, 0x82000010)), 'cp'),
    ('smc-id-string', SMC, setter(SCMI, 'arm,smc-id', b'0x82000010\0\0'), 'cp'),
    ('smc-id-empty', SMC, setter(SCMI, 'arm,smc-id', b''), 'cp'),
    ('misspelt-smc-id', SMC, both(remover(SCMI, 'arm,smc-id'),
                                  setter(SCMI, 'arm,smc_id', u32(0x82000010))), 'cp'),
    ('misspelt-extra', SMC, setter(SCMI, 'shmems', u32(1)), 'cp'),
    ('address-cells-2', SMC, setter(SCMI, '#address-cells', u32(2)), 'cp'),
    ('size-cells-1', SMC, setter(SCMI, '#size-cells', u32(1)), 'cp'),
    ('wrong-protocol-reg', SMC, setter(P14, 'reg', u32(0x15)), 'cp'),
    ('protocol-two-reg', SMC, setter(P14, 'reg', u32(0x14, 0x15)), 'cp'),
    ('protocol-without-reg', SMC, remover(P14, 'reg'), 'cp'),
    ('no-clock-cells', SMC, remover(P14, '#clock-cells'), 'cp'),
    ('clock-cells-2', SMC, setter(P14, '#clock-cells', u32(2)), 'cp'),
    ('reset-cells-0', SMC, setter(P16, '#reset-cells', u32(0)), 'cp'),
    ('no-reset-cells', SMC, remover(P16, '#reset-cells'), 'cp'),
    ('misspelt-in-protocol', SMC, setter(P14, 'clock-cells', u32(1)), 'c'),
    ('max-msg-0', SMC, setter(SCMI, 'arm,max-msg', u32(0)), 'cp'),
    ('flag-with-value', SMC, setter(SCMI, 'arm,no-completion-irq', u32(1)), 'cp'),
    ('unknown-protocol', SMC, add_child(SCMI, 'protocol@3f', [('reg', u32(0x3f))]), 'c'),
    ('disabled-no-smc-id', SMC, both(remover(SCMI, 'arm,smc-id'),
                                     setter(SCMI, 'status', b'disabled\0')), ''),
    ('disabled-three-shmem', SMC, both(three_shmem,
                                       setter(SCMI, 'status', b'disabled\0')), 'cp'),
    ('disabled-protocol', SMC, both(remover(P14, '#clock-cells'),
                                    setter(P14, 'status', b'disabled\0')), ''),
    ('mailbox-no-mboxes', MBOX, remover(SCMI, 'mboxes'), 'c'),
    ('mailbox-names', MBOX, setter(SCMI, 'mbox-names', b'rx\0tx\0'), 'c'),
    ('mailbox-interrupts', MBOX, setter(SCMI, 'interrupts', u32(0, 1, 4)), 'c'),
    ('mailbox-no-irq', MBOX, setter(SCMI, 'arm,no-completion-irq', b''), ''),
    ('psci-method', SMC, setter('/psci', 'method', b'svc\0'), 'cp'),
    ('psci-no-method', SMC, remover('/psci', 'method'), 'cp'),
    ('shmem-no-reg', SMC, remover('/reserved-memory/shmem@10f000', 'reg'), 'p'),
    ('devid-string', SMC, setter('/psci', 'scmi_devid', b'twelve\0\0'), 'cp'),
    ('controllers-empty', SMC, setter('/psci', 'access-controllers', b''), 'cp'),
    ('controller-names-alone', SMC, both(setter('/psci', '#access-controller-cells', u32(1)),
                                         setter('/psci', 'access-controller-names', b'a\0')), 'cp'),
]


def make_variant(corpus, board, change, out):
    with open(f'{corpus}/boards/{board}.dtb', 'rb') as f:
        blob = f.read()
    fdt = libfdt.Fdt(blob)
    fdt.resize(len(blob) + 4096)
    change(fdt)
    with open(out, 'wb') as f:
        f.write(fdt.as_bytearray())


class Tally:
    def __init__(self):
        self.passed = self.failed = self.explained = 0

    def count(self, good, text):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print('FAIL: ' + text)


def compare(tally, peer, run, dirs, path, what):
    """Each (node, schema) that dt-schema selects, and each that only we complain of."""
    matched, failed = peer.check(path)
    mine = {k for k in ours(run, dirs, path) if k[1] + '#' in {s['$id'] for s in peer.schemas}}
    for key in sorted(matched | mine):
        why = peer.explained.get(key) if key not in mine else None
        if why:
            tally.explained += 1
            print(f'explained: {what}: {key[0]}: {os.path.basename(key[1])}: {why}')
            continue
        tally.count((key in failed) == (key in mine),
                    f'{what}: {key[0]}: {key[1]}: dt-schema says '
                    f'{"wrong" if key in failed else "right"}, we the opposite')
    return mine


def run_variants(tally, peer, run, dirs, corpus, tmp, letter):
    print(f'{len(VARIANTS)} variants')
    for name, board, change, breaks in VARIANTS:
        path = f'{tmp}/{name}.dtb'
        make_variant(corpus, board, change, path)
        original = ours(run, dirs, f'{corpus}/boards/{board}.dtb')
        broken = compare(tally, peer, run, dirs, path, name) - original
        tally.count(bool(broken) == (letter in breaks),
                    f'{name}: {"found" if broken else "not found"}')


def compiled_cases(corpus, tmp):
    for path in sorted(glob.glob(f'{corpus}/xen-verdicts/cases*/*.dts')):
        out = f'{tmp}/{os.path.basename(path)}.dtb'
        subprocess.run(['dtc', '-q', '-I', 'dts', '-O', 'dtb', '-o', out, path], check=False,
                       stderr=subprocess.DEVNULL)
        if os.path.exists(out):
            yield out


def suite(tally, title, directory, run, dirs, corpus, tmp, letter, trees):
    before = tally.passed, tally.failed, tally.explained
    peer = Peer(directory)
    for path in trees:
        compare(tally, peer, run, dirs, path, os.path.basename(path))
    run_variants(tally, peer, run, dirs, corpus, tmp, letter)
    print(f'{title}: {tally.passed - before[0]} verdicts equal, '
          f'{tally.failed - before[1]} different, '
          f'{tally.explained - before[2]} different for a known reason')


def main():
    run, corpus = sys.argv[1:3]
    if not os.path.isdir(corpus + '/boards'):
        print(f'skipped: there is no {corpus}')
        print('0 passed, 0 failed, 1 skipped')
        return 0
    boards = sorted(glob.glob(corpus + '/boards/*.dtb'))
    community = corpus + '/bindings/schemas'
    tally = Tally()
    with tempfile.TemporaryDirectory() as tmp:
        suite(tally, 'community bindings', community, run, [community], corpus, tmp, 'c', boards)
        suite(tally, 'project schemas', ROOT + '/schemas', run, [], corpus, tmp, 'p',
              boards + list(compiled_cases(corpus, tmp)))
    print(f'{tally.passed} passed, {tally.failed} failed')
    return 1 if tally.failed else 0


if __name__ == '__main__':
    sys.exit(main())
