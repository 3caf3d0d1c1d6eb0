#!/usr/bin/env python3
"""A worker that compares each program's JSON with Python's own syntax tree: `unsupported` where they are the same."""
import ast
import json
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "subjects"))
from program_form import tree


def difference(found, due, path="program"):
    """Where two trees part; None: nowhere."""
    if type(found) is not type(due):
        return "%s is %r, Python has %r" % (path, found, due)
    if isinstance(due, dict):
        if set(found) != set(due):
            return "%s has the fields %s, Python has %s" % (path, sorted(found), sorted(due))
        parts = [difference(found[key], due[key], path + "." + key) for key in due]
    elif isinstance(due, list):
        if len(found) != len(due):
            return "%s has %d parts, Python has %d" % (path, len(found), len(due))
        parts = [difference(*pair, path + "[%d]" % i) for i, pair in enumerate(zip(found, due))]
    else:
        parts = [] if found == due else ["%s is %r, Python has %r" % (path, found, due)]
    return next((part for part in parts if part), None)


def without_lines(tree):
    if isinstance(tree, list):
        return [without_lines(item) for item in tree]
    return {key: without_lines(value) for key, value in tree.items() if key != "line"} if isinstance(tree, dict) else tree


def answer(request):
    program = request["program"]
    trees = [ast.parse(text.strip(), mode="eval").body for text in request["observe"]]
    due = tree(ast.parse(request["source"]).body), tree(trees)
    fault = difference(program["body"], due[0]) or difference(without_lines(program["observe"]), without_lines(due[1]), "observe")
    if fault:
        return {"id": request["id"], "status": "crashed", "reason": fault}
    return {"id": request["id"], "status": "unsupported", "reason": "the trees agree"}


def say(line):
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    say({"protocol": "gradproof.worker/1", "subject": "twin", "version": sys.version.split()[0], "reads": "program"})
    for line in sys.stdin:
        say(answer(json.loads(line)))
