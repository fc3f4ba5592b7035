#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""verdict.py FILE: the report says that the mediator starts and that Dom0 and both guests have
their agents."""
import json
import sys

with open(sys.argv[1], encoding="utf-8") as f:
    report = json.load(f)
prediction = report["prediction"]
granted = {d["name"] for d in prediction["domains"] if d["outcome"] == "granted"}
if prediction["verdict"] != "accept" or not {"dom0", "domU1", "domU2"} <= granted:
    sys.exit(f"{prediction['verdict']}: {sorted(granted)}")
