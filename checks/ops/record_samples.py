#!/usr/bin/env python3
"""Records what a real PyTorch does with every sample: record_samples.py FOLDER-OF-SAMPLES FOLDER-OF-RECORDINGS.

One line a sample: what was observed, or the error. All samples run in one process, since they share nothing but torch;
the scripts themselves are not repeated here, write_samples.py makes them again.
"""
import importlib
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
MESSAGE = 160  # characters of an error's text: enough to tell its kind


def worker():
    sys.path += [str(ROOT / "checks/subjects"), str(ROOT / "python/gradproof")]
    importlib.import_module("prelude")
    module = importlib.import_module("pytorch_worker")
    module.add_prelude()
    module.report_draws = lambda draws: None  # wraps torch's functions for the one program of a process
    return module


def request(path):
    source = path.read_text()
    observe = json.loads(re.match(r"#: observe = (\[.*\])\n", source).group(1))
    return {"file": path.name, "source": source, "observe": observe, "memory_limit": 1 << 32}


def line(name, answer):
    record = {"sample": name}
    if answer["status"] == "finished":
        record["observed"] = answer["observed"]
    elif answer["status"] == "raised":
        record["error"] = dict(answer["error"], message=answer["error"]["message"][:MESSAGE])
        record["in_backward"] = answer["in_backward"]
    else:
        sys.exit(f"{name}: {answer['status']}: {answer.get('reason')}")
    return json.dumps(record, separators=(",", ":"))


def main():
    run = worker().run
    import torch
    torch.set_num_threads(1)
    samples = sorted(pathlib.Path(sys.argv[1]).glob("*.py"))
    path = pathlib.Path(sys.argv[2]) / f"ops-{torch.__version__.split('+')[0]}.jsonl"
    text = "".join(line(sample.stem, run(request(sample))) + "\n" for sample in samples)
    unfinished = path.with_suffix(".part")
    unfinished.write_text(text)
    unfinished.rename(path)
    print(f"{path}: {len(samples)} samples")


if __name__ == "__main__":
    main()
