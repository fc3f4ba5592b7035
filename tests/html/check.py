#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""check.py FILE...: hold HTML reports against what a page on its own has to be.

Each is well-formed, fetches nothing, runs nothing, has unique ids and links that lead somewhere,
headings in order, tables with captions and headers, and drawings with title and description.
Prints what is wrong; ends with "N passed, N failed".
"""

import re
import sys
import xml.etree.ElementTree as ElementTree

FETCHING = {"script", "iframe", "object", "embed", "img", "image", "audio", "video", "source",
            "track", "base", "form", "use", "foreignObject"}
DOCTYPE = "<!DOCTYPE html>\n"


def table_faults(table):
    if table.find("caption") is None or not "".join(table.find("caption").itertext()).strip():
        yield "a table without caption"
    for th in table.iter("th"):
        if th.get("scope") not in ("col", "row"):
            yield "a header without scope"
    columns = len(table.findall("thead/tr/th"))
    for row in table.findall("tbody/tr"):
        if len(row) != columns:
            yield "a row of %d cells under %d headers" % (len(row), columns)


def svg_faults(svg, ids):
    names = (svg.get("aria-labelledby") or "").split()
    if svg.get("role") != "img" or len(names) != 2 or not set(names) <= ids:
        yield "a drawing without role or names"
    for part in ("title", "desc"):
        if not (svg.findtext(part) or "").strip():
            yield "a drawing without " + part


def link_faults(element, ids):
    for name, value in element.attrib.items():
        if name.startswith("on"):
            yield "a handler %s" % name
        if name in ("src", "srcset", "action", "data", "poster"):
            yield "%s=%s" % (name, value)
        if name == "href" and element.tag == "a" and value[1:] not in ids | {""}:
            yield "a link that leads nowhere: " + value
        if name == "href" and not value.startswith("#") and value != "data:,":
            yield "a link that leaves the page: " + value
        if name in ("aria-labelledby", "aria-describedby") and not set(value.split()) <= ids:
            yield "%s=%s names nothing" % (name, value)


def page_faults(text):
    if not text.startswith(DOCTYPE):
        yield "no doctype"
    root = ElementTree.fromstring(text[len(DOCTYPE):])
    elements = list(root.iter())
    ids = [e.get("id") for e in elements if e.get("id")]
    if len(ids) != len(set(ids)):
        yield "an id twice"
    if root.get("lang") is None or not root.findtext("head/title"):
        yield "no language or title"
    level = 0
    for e in elements:
        if e.tag in FETCHING:
            yield "an element " + e.tag
        yield from link_faults(e, set(ids))
        if re.fullmatch("h[1-6]", e.tag):
            if int(e.tag[1]) > level + 1:
                yield "%s after h%d" % (e.tag, level)
            level = int(e.tag[1])
        if e.tag == "table":
            yield from table_faults(e)
        if e.tag == "svg":
            yield from svg_faults(e, set(ids))
        if e.tag == "style" and re.search(r"url\(|@import|expression", e.text or ""):
            yield "a style that fetches"
        if e.get("style"):
            yield "a style attribute"
    if sum(e.tag == "h1" for e in elements) != 1 or sum(e.tag == "main" for e in elements) != 1:
        yield "not one h1 and one main"


def main():
    failed = 0
    for name in sys.argv[1:]:
        try:
            with open(name, encoding="utf-8") as page:
                faults = sorted(set(page_faults(page.read())))
        except (ElementTree.ParseError, UnicodeDecodeError) as error:
            faults = [str(error)]
        for fault in faults:
            print("FAIL %s: %s" % (name, fault))
        failed += bool(faults)
    print("%d passed, %d failed" % (len(sys.argv) - 1 - failed, failed))
    return failed != 0


sys.exit(main())
