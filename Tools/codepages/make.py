#!/usr/bin/env python3
"""Writes Sources/Tables/Reading/CodePages.swift: the upper halves of single-byte encodings, from Python's codecs.

Run it from the project's root:  python3 Tools/codepages/make.py
"""

PAGES = [
    ("windows1252", "cp1252"), ("windows1250", "cp1250"), ("windows1251", "cp1251"), ("latin1", "iso8859-1"),
    ("latin9", "iso8859-15"), ("ibm850", "cp850"), ("ibm437", "cp437"), ("macRoman", "mac-roman"),
]


def half(codec):
    for byte in range(0x80, 0x100):
        try:
            yield ord(bytes([byte]).decode(codec))
        except UnicodeDecodeError:
            # Unassigned bytes stand for themselves, as browsers read them.
            yield byte


def main():
    lines = [
        "// Written by Tools/codepages/make.py; do not edit.",
        "",
        "/// The code points of the bytes 0x80 to 0xFF; unassigned bytes stand for themselves.",
        "enum CodePages {",
    ]
    for name, codec in PAGES:
        lines.append(f"  static let {name}: [UInt16] = [")
        line = "   "
        for point in half(codec):
            item = f" 0x{point:X},"
            if len(line + item) > 108:
                lines.append(line)
                line = "   "
            line += item
        lines += [line, "  ]"]
    lines.append("}")
    with open("Sources/Tables/Reading/CodePages.swift", "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


main()
