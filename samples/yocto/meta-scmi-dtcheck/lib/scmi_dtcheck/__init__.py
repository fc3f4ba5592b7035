# SPDX-License-Identifier: BSD-2-Clause
"""What the layer's classes do, in functions that take the datastore and BitBake's messages.

BitBake tracks what a task calls by name, through modules too: so a call from
one module into another is written in full, and no function that a task needs
has a name that begins with an underscore.
"""

BBIMPORTS = ["inputs", "tool", "check", "generate"]
