#!/usr/bin/python3
# SPDX-License-Identifier: BSD-2-Clause
"""
Compares the verdicts on nodes with those of dt-schema, with all bindings that there are.

    bindings.py PROGRAM SCHEMA-RUN UPSTREAM_DTS DT_SCHEMA_DIR [BOARDS MUTATIONS EXAMPLES]

UPSTREAM_DTS holds src/, include/ and Bindings/, as in devicetree-rebasing; DT_SCHEMA_DIR the
package dtschema, which is run from there. A verdict is one failing (node, schema). Boards are
taken from all directories in turn; mutations change them in many places; examples are those of
bindings, compiled as dt_binding_check does it. With --strict=dt-schema no verdict may differ;
without, those that differ are counted: they are of the kinds J, K and M of src/schema/README.md.
"""
import collections
import contextlib
import io
import json
import multiprocessing
import os
import random
import re
import subprocess
import sys
import tempfile

WORDS = (b'\x01', bytes(4), b'\0\0\0\1', b'', b'x\0', b'a\0b\0', b'\0\0\0\1\0\0\0\2', b'\1\2\3',
         b'\xff\xff\xff\xff', b'\0\0\0\0\0\0\0\1')
# dt-schema itself dies of many changes of these.
FRAGILE = re.compile(r'(gpio|phandle|^interrupt|-cells$|^reg$|ranges|^clocks$|^dmas$|^iommu|^msi|'
                     r'interconnect|^phys$|-parent$|mboxes|^#|^resets$|map)')
CHANGES_PER_BOARD = 34


def compile_source(text, include, directory, out):
    cpp = ['cpp', '-nostdinc', '-undef', '-D__DTS__', '-x', 'assembler-with-cpp', '-I', include,
           '-I', directory, '-']
    done = subprocess.run(cpp, input=text, capture_output=True, check=False)
    subprocess.run(['dtc', '-q', '-I', 'dts', '-O', 'dtb', '-i', directory, '-o', out],
                   input=done.stdout, stderr=subprocess.DEVNULL, check=False)
    return os.path.exists(out) and os.path.getsize(out) > 0


def make_boards(upstream, out, n):
    groups = collections.defaultdict(list)
    for directory, _, files in sorted(os.walk(upstream + '/src')):
        groups[directory] += sorted(directory + '/' + f for f in files if f.endswith('.dts'))
    queues = [random.sample(g, len(g)) for _, g in sorted(groups.items()) if g]
    made = []
    while queues and len(made) < n:
        for queue in list(queues):
            if not queue:
                queues.remove(queue)
                continue
            source = queue.pop()
            name = os.path.relpath(source, upstream + '/src').replace('/', '-')[:-4]
            with open(source, 'rb') as f:
                if compile_source(f.read(), upstream + '/include', os.path.dirname(source),
                                  f'{out}/{name}.dtb'):
                    made.append(f'{out}/{name}.dtb')
            if len(made) >= n:
                break
    return made


def make_examples(upstream, peer, out, n):
    sources = [os.path.join(d, f) for d, _, files in os.walk(upstream + '/Bindings')
               for f in files if f.endswith('.yaml')]
    made = []
    for source in random.sample(sorted(sources), len(sources)):
        if len(made) >= n:
            break
        done = subprocess.run(
            [sys.executable, '-c', 'import sys; sys.path.insert(0, sys.argv.pop(1));'
             'from dtschema.extract_example import main; main()', peer, source],
            capture_output=True, check=False)
        blob = f'{out}/{len(made)}.example.dtb'
        if done.returncode == 0 and compile_source(done.stdout, upstream + '/include', out, blob):
            made.append(blob)
    return made


def nodes_of(fdt):
    """Paths of nodes with a compatible string, and the names of their properties."""
    import libfdt

    def walk(offset, path):
        names, p = [], fdt.first_property_offset(offset, libfdt.QUIET_NOTFOUND)
        while p >= 0:
            names.append(fdt.get_property_by_offset(p).name)
            p = fdt.next_property_offset(p, libfdt.QUIET_NOTFOUND)
        if 'compatible' in names and path:
            yield path, names
        child = fdt.first_subnode(offset, libfdt.QUIET_NOTFOUND)
        while child >= 0:
            if not fdt.get_name(child).startswith('__'):
                yield from walk(child, path + '/' + fdt.get_name(child))
            child = fdt.next_subnode(child, libfdt.QUIET_NOTFOUND)
    return list(walk(0, ''))


def change(fdt, path, names):
    node = fdt.path_offset(path)
    plain = [n for n in names if not FRAGILE.search(n) and n not in ('compatible', 'status')]
    kind = random.randrange(9)
    if kind < 2 and plain:
        fdt.delprop(node, random.choice(plain))
    elif kind < 6 and plain:
        fdt.setprop(node, random.choice(plain), random.choice(WORDS))
    elif kind == 6:
        fdt.setprop(node, 'vendor,unknown', bytes(4))
    elif kind == 7:
        fdt.setprop(node, 'status', random.choice((b'disabled\0', b'okay\0')))
    else:
        strings = bytes(fdt.getprop(node, 'compatible'))
        fdt.setprop(node, 'compatible', random.choice(
            (b'x,unknown\0' + strings, strings + b'ns16550a\0',
             strings.split(b'\0')[-2] + b'\0')))


def make_mutants(boards, out, n):
    import libfdt
    made, total = [], 0
    for board in random.sample(boards, len(boards)):
        if total >= n:
            break
        with open(board, 'rb') as f:
            fdt = libfdt.Fdt(f.read())
        fdt.resize(fdt.totalsize() + 400 * CHANGES_PER_BOARD)
        nodes = nodes_of(fdt)
        for path, names in random.sample(nodes, min(CHANGES_PER_BOARD, len(nodes))):
            with contextlib.suppress(libfdt.FdtException):
                change(fdt, path, names)
                total += 1
        made.append(f'{out}/changed-{os.path.basename(board)}')
        with open(made[-1], 'wb') as f:
            f.write(fdt.as_bytearray())
    return made, total


class Peer:
    """dt-schema's own loop over the nodes of a tree."""
    group = None

    @classmethod
    def prepare(cls, directory, bindings, processed):
        sys.path.insert(0, directory)
        import dtschema
        with contextlib.redirect_stderr(io.StringIO()):
            schemas = dtschema.DTValidator([bindings]).schemas
        with open(processed, 'w', encoding='utf-8') as f:
            json.dump(schemas, f, sort_keys=True)

    @classmethod
    def open(cls, directory, processed):
        sys.path.insert(0, directory)
        import dtschema.dtb_validate as program

        class Group(program.schema_group):
            def emit_diagnostic(self, diagnostic, text=None):
                self.diagnostics.append(diagnostic)
        cls.group = Group(processed)

    @classmethod
    def verdicts(cls, blob):
        """None where dt-schema dies."""
        import dtschema.dtb
        dtschema.dtb.phandles.clear()
        dtschema.dtb.phandle_loc.clear()
        try:
            with contextlib.redirect_stderr(io.StringIO()):
                found = cls.group.check_dtb(blob)
        except Exception:  # pylint: disable=broad-except
            return None
        return {(d['node'], d['schema']) for d in found if d['type'] == 'validation'}


def ours(run, compiled, blob, strict):
    done = subprocess.run([run, '-c', compiled] + (['-s'] if strict else []) + [blob],
                          capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise RuntimeError(done.stderr)
    lines = [line.split('\t') for line in done.stdout.splitlines()]
    return {(x[0], x[1]) for x in lines if x[4] != 'deprecated'}


def compare_one(args):
    run, compiled, blob = args
    theirs = Peer.verdicts(blob)
    if theirs is None:
        return blob, None
    strict, default = (ours(run, compiled, blob, s) for s in (True, False))
    return blob, (theirs, strict, default)


def compare(pool, title, run, compiled, blobs):
    both = missing = added = chosen = dead = 0
    for blob, found in pool.imap_unordered(compare_one, [(run, compiled, b) for b in blobs]):
        if found is None:
            dead += 1
            continue
        theirs, strict, default = found
        both += len(theirs & strict)
        missing += len(theirs - strict)
        added += len(strict - theirs)
        chosen += len(default ^ strict)
        for word, keys in (('dt-schema', theirs - strict), ('ours', strict - theirs)):
            for node, schema in sorted(keys):
                print(f'FAIL: {os.path.basename(blob)}: only {word}: {node} {schema}')
    print(f'{title:28} both {both:6}, only dt-schema {missing}, only ours {added}; without '
          f'--strict {chosen} others (J, K, M); dt-schema died of {dead}')
    return both + len(blobs) - dead, missing + added


def main():
    program, run, upstream, peer = sys.argv[1:5]
    counts = [int(x) for x in sys.argv[5:8]] or [300, 5000, 600]
    if not upstream or not peer:
        print('skipped: UPSTREAM_DTS and DT_SCHEMA_DIR are not set')
        print('0 passed, 0 failed, 1 skipped')
        return 0
    random.seed(1)
    with tempfile.TemporaryDirectory() as tmp:
        processed, compiled = tmp + '/processed.json', tmp + '/all.set'
        Peer.prepare(peer, upstream + '/Bindings', processed)
        subprocess.run([program, 'compile-schemas', '--no-builtin-schemas', '-o', compiled,
                        upstream + '/Bindings', peer + '/dtschema/schemas'], check=True)
        boards = make_boards(upstream, tmp, counts[0])
        mutants, changes = make_mutants(boards, tmp, counts[1])
        examples = make_examples(upstream, peer, tmp, counts[2])
        passed = failed = 0
        with multiprocessing.Pool(initializer=Peer.open, initargs=(peer, processed)) as pool:
            for title, blobs in ((f'{len(boards)} boards', boards),
                                 (f'{changes} changes of {len(mutants)}', mutants),
                                 (f'{len(examples)} examples', examples)):
                p, f = compare(pool, title, run, compiled, blobs)
                passed, failed = passed + p, failed + f
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
