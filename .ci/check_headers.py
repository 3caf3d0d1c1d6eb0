#!/usr/bin/env python3
"""Compiles every header alone, so that each includes what it uses. Argument: a configured build folder."""
import concurrent.futures
import os
import subprocess
import sys

from sources import tracked

# Headers that are parts of one program rather than an interface.
EXCEPT = ("checks/internals/",)


def compile_alone(name, build):
    path = "gradproof.hpp" if name == "core/gradproof.hpp" else name
    command = [os.environ.get("CXX", "g++"), "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
               f"-I{build}/include", "-xc++", "-"]
    run = subprocess.run(command, input=f"#include <gradproof/{path}>\n", capture_output=True, text=True)
    return "" if run.returncode == 0 else f"{name} does not compile alone:\n{run.stderr}"


def main():
    build = sys.argv[1]
    names = [name for name in tracked(".hpp") if not name.startswith(EXCEPT)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        errors = [error for error in pool.map(lambda name: compile_alone(name, build), names) if error]
    print("\n".join(errors) if errors else f"headers: {len(names)} compile alone")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
