#!/usr/bin/env python3
"""Writes every sample as a scenario file: write_samples.py FOLDER. Needs no PyTorch; `./dev record` runs them on one."""
import pathlib
import sys

import pointwise_rows
import reduction_rows
import shape_rows
from sample import variants

FAMILIES = (pointwise_rows, shape_rows, reduction_rows)


def samples():
    for family in FAMILIES:
        for op in family.ROWS:
            for name, text in variants(op):
                if "F." in text:
                    text = text.replace("import torch\n", "import torch\nimport torch.nn.functional as F\n", 1)
                yield f"{op.name}.{name}", text


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.py"):
        old.unlink()
    seen = set()
    for name, text in samples():
        if name in seen:
            sys.exit(f"two samples are called {name}")
        seen.add(name)
        (folder / f"{name}.py").write_text(text)
    print(f"{len(seen)} samples in {folder}")


if __name__ == "__main__":
    main()
