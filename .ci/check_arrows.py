#!/usr/bin/env python3
"""Who may include whom: the picture of folders as a table, held against every #include line."""
import re
import sys

from sources import ROOT, read, tracked, without_comments

LAYERS = ["core/layout", "core/device", "core/tensor", "core/graph", "core/ops", "core/autograd", "core/optim", "core/nn",
          "core/audit"]
UMBRELLA = "core"  # <gradproof/gradproof.hpp>

# folder -> the folders whose headers it may include, besides its own. Each layer of core sees those before it;
# backends are seen by nobody: they register themselves.
MAY_INCLUDE = {layer: LAYERS[:index] for index, layer in enumerate(LAYERS)}
MAY_INCLUDE |= {
    UMBRELLA: LAYERS,
    "core/cpu": ["core/layout", "core/device", "core/ops"],  # of ops: the scalar functions
    "core/sim": ["core/layout", "core/device", "core/ops"],
    "cuda": ["core/layout", "core/device", "core/ops"],
    "reports/records": [],
    "reports/run": ["reports/records"],
    "reports/html": ["reports/records"],
    "reports/compare": ["reports/records"],
    "checks/program": ["reports/records"],
    "checks/oracle": ["checks/program", "reports/records"],
    "checks/judge": ["checks/program", "reports/records"],
    "checks/recorded": ["checks/program", "checks/judge", "reports/records"],
    "checks/trace": ["core/layout", "core/device", "core/sim", "reports/records"],
    "checks/explain": [UMBRELLA, *LAYERS, "core/sim", "checks/program", "checks/judge", "checks/subjects", "reports/records"],
    "checks/chain": [UMBRELLA, *LAYERS, "checks/program", "checks/subjects", "reports/records"],
    "checks/subjects": [UMBRELLA, *LAYERS, "core/sim", "checks/program", "checks/oracle", "checks/judge", "reports/records"],
    "checks/fuzz": ["checks/program", "checks/oracle", "checks/judge", "checks/subjects", "reports/records"],
    "bench": [UMBRELLA, "checks/subjects", "reports/records", "reports/compare"],  # of subjects: the child process
    "cli": ["bench", "checks/fuzz", "checks/program", "checks/oracle", "checks/judge", "checks/subjects", "checks/explain",
            "checks/chain", "reports/records", "reports/run", "reports/html", "reports/compare"],
}
MAY_INCLUDE["examples/cpp"] = [UMBRELLA, "examples/cpp"]
MAY_INCLUDE["checks/internals"] = [*MAY_INCLUDE]

# Of core, five files have libtorch's names for a device that a build may lack.
DEVICES = {"cuda": ("cuda/", "core/device/device.hpp", "core/device/device.cpp", "core/device/device_type.hpp", "core/tensor/methods/interface.inc",
                    "core/tensor/type_properties.hpp"), "sim": ("core/sim/",)}

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


def folder_of(name):
    """The row of the table that a file belongs to; None: no row."""
    folder = name.rpartition("/")[0]
    if folder == UMBRELLA:
        return UMBRELLA
    return next((row for row in MAY_INCLUDE if row != UMBRELLA and f"{folder}/".startswith(f"{row}/")), None)


def target_of(path):
    """The file of ours behind <gradproof/...>."""
    path = path.removeprefix("gradproof/")
    return "core/gradproof.hpp" if path == "gradproof.hpp" else path


def include_errors(name, text):
    here = folder_of(name)
    if here is None:
        yield f"{name}:1: this folder has no row in the table of {__file__}: give it one, with what it may include"
        return
    for match in _INCLUDE.finditer(text):
        place = f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
        quote, path = match.groups()
        if quote == '"':
            yield f'{place}: "{path}" in quotes; our headers are written <gradproof/...>, others <...>'
        if not path.startswith("gradproof/"):
            continue
        target = target_of(path)
        there = folder_of(target)
        if not (ROOT / target).is_file():
            yield f"{place}: <{path}> does not exist"
        elif there != here and there not in MAY_INCLUDE[here]:
            yield f"{place}: {here} includes {there} (<{path}>); it may include {', '.join(MAY_INCLUDE[here]) or 'nothing of ours'}"


def device_errors(name, text):
    for device, homes in DEVICES.items():
        for match in re.finditer(rf"(?<![a-zA-Z]){device}(?![a-zA-Z])", text, re.I):
            if name.startswith("core/") and not name.startswith(homes):
                place = f"{name}:{text.count(chr(10), 0, match.start()) + 1}"
                yield f"{place}: device name {match.group()} outside {homes[0]}; ask the device or its backend instead"


def main():
    names = tracked(".cpp", ".hpp", ".inc", ".cu", ".cuh")
    errors = []
    for name in names:
        text = without_comments(read(name))
        errors += [*include_errors(name, text), *device_errors(name, text)]
    print("\n".join(errors) if errors else f"arrows: {len(names)} files, every #include follows the picture")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
