#!/usr/bin/env python3
"""Counts the instructions of small steps and compares them with the table beside this file.

A count does not move between runs as time does, so a rise of 2 % is a change of the code. The runtime and steps.cpp are
built with optimization in a folder of their own, whatever the build has that the test belongs to."""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TABLE = HERE / "counts.json"
TOLERANCE = 0.02
REPETITIONS = 100  # kCounted in steps.cpp
SKIPPED = 77
APPROVE = "./dev approve takes over the new counts (or GRADPROOF_APPROVE=1 with this test)"


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIPPED)


def build(folder, generator):
    """The program, built as users build it."""
    options = ["-DCMAKE_BUILD_TYPE=Release", "-DGRADPROOF_TESTS=OFF", "-DGRADPROOF_BENCH=OFF", "-DGRADPROOF_LIBTORCH=OFF"]
    for command in (["cmake", "-S", ROOT, "-B", folder, "-G", generator, *options],
                    ["cmake", "--build", folder, "--target", "gradproof-instructions"]):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            sys.exit(f"{' '.join(map(str, command))} failed:\n{done.stdout}{done.stderr}")
    return folder / "bin" / "gradproof-instructions"


def count(program):
    """Instructions of one repetition, by step."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "profile"
        subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", program], check=True,
                       capture_output=True)
        counts = {}
        for profile in out.parent.iterdir():
            text = profile.read_text()
            name = re.search(r"^desc: Trigger: Client Request: (\w+)$", text, re.M)
            if name:
                counts[name[1]] = round(int(re.search(r"^totals: (\d+)$", text, re.M)[1]) / REPETITIONS)
        return counts


def faults(counts, table):
    known = table["steps"]
    for name in sorted(known.keys() | counts.keys()):
        old, new = known.get(name), counts.get(name)
        if old is None or new is None:
            yield f"{name}: {'not in the table' if old is None else 'not counted any more'}; {APPROVE}"
        elif new > old * (1 + TOLERANCE):
            yield f"{name}: {new} instructions, {old} in the table ({new / old - 1:+.1%}); make it cheap again, or {APPROVE}"
        elif new < old * (1 - TOLERANCE):
            print(f"{name}: {new} instructions, {old} in the table: cheaper; {APPROVE}")
    for name, limit in table["limits"].items():
        if counts.get(name, 0) > limit:
            yield f"{name}: {counts[name]} instructions; the limit is {limit}, which no approval moves"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "instructions")
    parser.add_argument("--generator", default="Ninja")
    asked = parser.parse_args()
    if not shutil.which("valgrind") or not pathlib.Path("/usr/include/valgrind/callgrind.h").exists():
        skip("no valgrind here, which counts the instructions (Debian: valgrind)")
    table = json.loads(TABLE.read_text())
    counts = count(build(asked.build, asked.generator))
    if os.environ.get("GRADPROOF_APPROVE"):
        table["steps"] = dict(sorted(counts.items()))
        TABLE.write_text(json.dumps(table, indent=2) + "\n")
    found = list(faults(counts, table))
    print("\n".join(found) if found else f"{len(counts)} steps cost what the table says")
    return 1 if found else 0


sys.exit(main())
