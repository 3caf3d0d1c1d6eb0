#!/usr/bin/env python3
"""Compiles every header alone, so that each includes what it uses. Argument: a configured build folder."""
import concurrent.futures
import os
import shutil
import subprocess
import sys

from sources import tracked

# Headers that are parts of one program rather than an interface.
EXCEPT = ("checks/internals/",)
OF_CUDA = "cuda/device/"  # reads the toolkit's headers: only where there are some


def toolkit():
    """The include folder of the CUDA toolkit; None where there is none."""
    compiler = shutil.which("nvcc")
    return compiler and os.path.join(os.path.dirname(os.path.dirname(os.path.realpath(compiler))), "include")


def compile_alone(name, build):
    path = "gradproof.hpp" if name == "core/gradproof.hpp" else name
    command = [os.environ.get("CXX", "g++"), "-std=c++20", "-fsyntax-only", "-Wall", "-Wextra", "-Wpedantic", "-Werror",
               f"-I{build}/include", *([f"-isystem{toolkit()}"] if name.startswith(OF_CUDA) else []), "-xc++", "-"]
    run = subprocess.run(command, input=f"#include <gradproof/{path}>\n", capture_output=True, text=True)
    return "" if run.returncode == 0 else f"{name} does not compile alone:\n{run.stderr}"


def main():
    build = sys.argv[1]
    without = EXCEPT if toolkit() else (*EXCEPT, OF_CUDA)
    names = [name for name in tracked(".hpp") if not name.startswith(without)]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        errors = [error for error in pool.map(lambda name: compile_alone(name, build), names) if error]
    print("\n".join(errors) if errors else f"headers: {len(names)} compile alone")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
