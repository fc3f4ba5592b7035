# SPDX-License-Identifier: BSD-2-Clause
"""Applies the fixes of a report, JSON or SARIF, without any of the program's own code."""
import os
import urllib.parse

UNSAFE = {"machine-applicable", "maybe-incorrect"}


def _json_fixes(report, unsafe):
    for finding in report["findings"]:
        for fix in finding.get("fixes", []):
            if fix["applicability"] not in (UNSAFE if unsafe else {"machine-applicable"}):
                continue
            places = [(e["location"], e["text"]) for e in fix["edits"]]
            yield finding, [(p["file"], p["line"], p["column"], p["end_line"],
                             p["end_column"] + 1, text) for p, text in places]


def _path(uri):
    return urllib.parse.unquote(uri.removeprefix("file://"))


def _sarif_fixes(report):
    """Regions end behind their last character (SARIF 2.1.0, 3.30.8)."""
    for result in report["runs"][0]["results"]:
        for fix in result.get("fixes", []):
            edits = []
            for change in fix["artifactChanges"]:
                for r in change["replacements"]:
                    region = r["deletedRegion"]
                    edits.append((_path(change["artifactLocation"]["uri"]), region["startLine"],
                                  region["startColumn"],
                                  region.get("endLine", region["startLine"]),
                                  region.get("endColumn"),
                                  r.get("insertedContent", {}).get("text", "")))
            yield result, edits


class Text:
    """A file's text with places of lines and columns, whose unit the report says."""

    def __init__(self, path, unit):
        with open(path, "rb") as f:
            data = f.read()
        self.unit = unit
        self.text = data if unit == "bytes" else data.decode("utf-8", "surrogateescape")
        newline = b"\n" if unit == "bytes" else "\n"
        self.lines, at = [0], -1
        while (at := self.text.find(newline, at + 1)) >= 0:
            self.lines.append(at + 1)

    def offset(self, line, column):
        if self.unit == "utf16CodeUnits":
            start = self.lines[line - 1]
            units = 1
            while units < column:
                units += 1 + (ord(self.text[start]) > 0xffff)
                start += 1
            return start
        return self.lines[line - 1] + column - 1

    def replaced(self, edits):
        out, at = [], 0
        for start, end, text in edits:
            out += [self.text[at:start], text]
            at = end
        out.append(self.text[at:])
        if self.unit == "bytes":
            return b"".join(x if isinstance(x, bytes) else x.encode() for x in out)
        return "".join(out).encode("utf-8", "surrogateescape")


def _overlap(a, b):
    if a == b:
        return False
    return a[0] == b[0] or (a[0] < b[1] and b[0] < a[1])


def choose(where, report, kind, unsafe, editable):
    """Of fixes that overlap the first; one for each finding. Returns {path: {edits}} per fix."""
    if kind == "sarif":
        fixes, unit = _sarif_fixes(report), report["runs"][0].get("columnKind", "utf16CodeUnits")
    else:
        fixes, unit = _json_fixes(report, unsafe), "bytes"
    taken, chosen, done, texts = {}, [], set(), {}
    for finding, edits in fixes:
        if id(finding) in done or not edits:
            continue
        mine, fits = {}, True
        for uri, line, column, end_line, end_column, new in edits:
            path = os.path.normpath(os.path.join(where, uri))
            if not editable(path):
                fits = False
                break
            text = texts.setdefault(path, Text(path, unit))
            edit = (text.offset(line, column), text.offset(end_line, end_column), new)
            fits = fits and not any(_overlap(edit, other) for other in taken.get(path, ()))
            mine.setdefault(path, set()).add(edit)
        if not fits:
            continue
        done.add(id(finding))
        chosen.append(mine)
        for path, some in mine.items():
            taken.setdefault(path, set()).update(some)
    return chosen, texts


def apply(chosen, texts):
    """Returns {path: new contents}."""
    merged = {}
    for fix in chosen:
        for path, edits in fix.items():
            merged.setdefault(path, set()).update(edits)
    return {path: texts[path].replaced(sorted(edits)) for path, edits in merged.items()}
