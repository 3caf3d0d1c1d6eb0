#!/usr/bin/env python3
"""Prints how long files and functions are, and fails where one is over its limit (design: style, rule 1)."""
import re
import sys

from sources import bare, read, tracked

FILE_LIMIT = 400
FUNCTION_LIMIT = 60
KERNELS = ("core/cpu/", "core/sim/", "cuda/")

_NOT_A_FUNCTION = re.compile(r"\b(namespace|class|struct|union|enum|extern)\b")
_FUNCTION_HEAD = re.compile(r"\)\s*(const|noexcept(\([^)]*\))?|override|final|mutable|&&?|try|->[^;{}]*|:[^;]*|\s)*$")


def functions(text):
    """(first line, number of lines) of every function body, lambdas and local types counted with what holds them.
    The lines of a literal that spans several are data, and not counted."""
    text = bare(text)
    text = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda match: "\n" * match.group().count("\n"), text, flags=re.M)
    outer, start, head, line, data, found = [], None, 0, 1, 0, []
    for index, char in enumerate(text):
        if char in "\n\v":
            line += 1
            data += char == "\v"
        elif char == "{":
            before = text[head:index]
            opens = start is None and _FUNCTION_HEAD.search(before) and not _NOT_A_FUNCTION.search(before.split("(")[0])
            if opens:
                start = (len(outer), line, data)
            outer.append(char)
            head = index + 1
        elif char == "}":
            if outer:
                outer.pop()
            if start and len(outer) == start[0]:
                found.append((start[1], line - start[1] + 1 - (data - start[2])))
                start = None
            head = index + 1
        elif char == ";":
            head = index + 1
    return found


def row(name, lengths, limit):
    lengths = sorted(lengths)
    over = sum(length > limit for length in lengths)
    pick = [lengths[len(lengths) // 2], lengths[len(lengths) * 9 // 10], lengths[-1]]
    print(f"{name:<10} {len(lengths):>7} {pick[0]:>7} {pick[1]:>5} {pick[2]:>5} {limit:>6} {over:>5}")


def main():
    files, bodies, errors = [], [], []
    for name in tracked(".cpp", ".hpp", ".inc", ".cu", ".cuh"):
        text = read(name)
        files.append(text.count("\n"))
        if files[-1] > FILE_LIMIT:
            errors.append(f"{name}: {files[-1]} lines; a file has at most {FILE_LIMIT}: split it by noun")
        if name.startswith(KERNELS):
            continue
        for line, length in functions(text):
            bodies.append(length)
            if length > FUNCTION_LIMIT:
                errors.append(f"{name}:{line}: a function of {length} lines; at most {FUNCTION_LIMIT} outside kernels")
    print(f"{'':<10} {'number':>7} {'median':>7} {'p90':>5} {'max':>5} {'limit':>6} {'over':>5}")
    row("files", files, FILE_LIMIT)
    row("functions", bodies, FUNCTION_LIMIT)
    print("\n".join(errors), end="\n" if errors else "")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
