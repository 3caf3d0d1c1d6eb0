#!/usr/bin/env python3
"""Whether a worker keeps the protocol gradproof.worker/1 (PROTOCOL.md): conformance.py COMMAND [WORD...]

Starts the command and puts it to the test, as gradproof would; one line for every promise. Exit code 0: all kept; 1: not;
2: no command. Needs nothing but Python. A promise that a framework cannot be asked for is skipped, and the line says why.
"""
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time

from program_form import program

HELLO_SECONDS = 120  # for a framework to load
GRACE = 5  # seconds beyond the time limit of a program
STATUSES = {"finished", "raised", "unsupported", "file_error", "crashed", "timeout", "memory"}
LEAF = "import torch\nx = torch.tensor([3., 7.], requires_grad=True)\n"
LONG = LEAF + "y = torch.zeros(1000000)\nfor i in range(90000):\n    y = torch.sin(y)\n"
OUT_OF_MEMORY = ("can't allocate memory", "not enough memory", "out of memory", "bad_alloc")  # gradproof knows these texts


class Broken(Exception):
    """A promise that was not kept; the text says what was found and what was expected."""


class Skipped(Exception):
    """What was asked for is something that the framework lacks."""


def need(kept, sentence):
    if not kept:
        raise Broken(sentence)


class Worker:
    """The process under test, and what it wrote."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True
        )
        self.text, self.last = b"", 0
        self.hello = self.read(HELLO_SECONDS, "a first line")

    def line(self, seconds):
        """The next line, None at the end of the stream; raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while b"\n" not in self.text:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self.process.stdout], [], [], left)[0]:
                raise TimeoutError
            part = os.read(self.process.stdout.fileno(), 1 << 16)
            if not part:
                return None
            self.text += part
        line, self.text = self.text.split(b"\n", 1)
        return line

    def read(self, seconds, what):
        try:
            line = self.line(seconds)
        except TimeoutError:
            raise Broken("%s did not come within %g s" % (what, seconds)) from None
        need(line is not None, "the worker ended (status %s) before %s came" % (self.process.poll(), what))
        try:
            return json.loads(line)
        except ValueError:
            raise Broken("%s is no JSON: %.80r" % (what, line)) from None

    def ask(self, source, **more):
        """One request and its answer. more: other keys of the request."""
        self.last += 1
        source = header(**more) + source
        request = {"id": self.last, "file": "conformance.py", "source": source, "observe": ["1"], "default_observe": False}
        request.update(unchecked=False, seed=0, time_limit=20, memory_limit=4 << 30, nobody_knows_this_key={"a": [1]})
        request.update(more)
        if self.hello.get("reads") == "program":
            request["program"] = program(source, request["observe"])
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        answer = self.read(request["time_limit"] + GRACE, "the answer")
        need(answer.get("id") == self.last, "the answer has id %r, expected %d" % (answer.get("id"), self.last))
        need(answer.get("status") in STATUSES, "%r is not a status" % answer.get("status"))
        if answer["status"] == "raised":
            message = (answer.get("error") or {}).get("message")
            need(isinstance(message, str), "status 'raised' needs an error with a message, found %r" % answer.get("error"))
        return answer

    def close(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def header(observe=(), default_observe=False, **more):
    """The lines that say the same in a scenario: a worker may read them instead of the request's keys."""
    if default_observe:
        return "#: intend = { %s }\n" % ", ".join("%s = 0" % json.dumps(text) for text in observe)
    return "#: observe = %s\n" % json.dumps(list(observe)) if observe else '#: observe = ["1"]\n'


def got(answer, status):
    if answer["status"] == "unsupported" != status:
        raise Skipped(answer.get("reason", ""))
    reason = answer.get("reason") or (answer.get("error") or {}).get("message", "")
    need(answer["status"] == status, "status %s (%s), expected %s" % (answer["status"], reason, status))
    return answer


# --- the promises ---------------------------------------------------------------------------------------------------

PROMISES = []


def promise(sentence):
    def add(test):
        PROMISES.append((sentence, test))
        return test

    return add


@promise("the first line says who speaks")
def hello(worker):
    need(worker.hello.get("protocol") == "gradproof.worker/1", "protocol is %r" % worker.hello.get("protocol"))
    for key in ("subject", "version"):
        need(isinstance(worker.hello.get(key), str), "%s is %r, expected a string" % (key, worker.hello.get(key)))
    reads = worker.hello.get("reads", "source")
    need(reads in ("source", "program"), "reads is %r, expected 'source' or 'program'" % reads)


@promise("a gradient is observed")
def gradient(worker):
    observe(worker, LEAF + "y = (x * x).sum()\ny.backward()\n", {"x.grad": [6, 14], "y": 58})


@promise("an argument is followed, or 'unsupported'")
def arguments(worker):
    observe(worker, LEAF + "y = x * x\ny.backward(gradient=torch.tensor([1., 2.]))\n", {"x.grad": [6, 28]})
    source = LEAF + "c = torch.tensor([1., 2.], requires_grad=True)\n(x * c).sum().backward(inputs=[x])\n"
    observe(worker, source, {"x.grad": [1, 2], "c.grad": None})


@promise("a module's other name stands for the module")
def aliases(worker):
    for first in ("import torch.nn.functional as F", "import torch.nn as nn\nimport torch.nn.functional as F"):
        observe(worker, first + "\n" + LEAF + "y = F.relu(x - 5)\ny.sum().backward()\n", {"y": [0, 2], "x.grad": [0, 1]})


@promise("default_observe reads the gradient of every named leaf that requires grad, and of no other tensor")
def default_observe(worker):
    source = LEAF + "c = torch.tensor([1., 2.])\n(x * c).sum().backward()\n"
    answer = got(worker.ask(source, observe=["c"], default_observe=True), "finished")
    need(list(answer["observed"]) == ["x.grad", "c"], "observed %s, expected x.grad, c" % list(answer["observed"]))


def observe(worker, source, due):
    answer = got(worker.ask(source, observe=list(due)), "finished")
    found = answer.get("observed")
    need(list(found) == list(due), "observed %s, expected %s in this order" % (list(found), list(due)))
    for expression, value in due.items():
        same = found[expression] == value and type(found[expression]) in (type(value), float)
        need(same, "%s is %r, expected %r" % (expression, found[expression], value))


def form(sentence, expression, value):
    source = LEAF + "y = x.sum()\nc = torch.tensor([1., 2.])\n"
    promise(sentence)(lambda worker: observe(worker, source, {expression: value}))


form("a tensor without dimensions is a number", "x.sum()", 10)
form("a tensor of bools is a list of true and false", "x > 5", [False, True])
form("an integer tensor has integers", "torch.tensor([1, 2])", [1, 2])
form("infinity is the string inf", "y / 0", "inf")
form("minus infinity is the string -inf", "(y - 20) / 0", "-inf")
form("what is no number is the string nan", "y / 0 - y / 0", "nan")
form("None is null", "c.grad", None)
form("numbers of Python are numbers", "2.5", 2.5)
form("flags of Python are true and false", "1 < 2", True)
form("strings are strings", "'text'", "text")
form("lists are lists", "[1, [2, x.sum()]]", [1, [2, 10]])


@promise("an error of the framework is 'raised', with its text and line")
def raised(worker):
    answer = got(worker.ask(LEAF + "y = x + 1\nz = (x + torch.tensor([1., 2., 3.])).sum()\nz.backward()\n", observe=["z"]), "raised")
    line = answer["error"].get("line", 0)
    need(line in (0, 5, 6), "the error is in line %r, expected 5 (0: not known)" % line)
    need(answer.get("in_backward", False) in (True, False), "in_backward is %r, expected a flag" % answer.get("in_backward"))


@promise("a failed assertion is 'raised'")
def assertion(worker):
    got(worker.ask(LEAF + "assert 1 == 2\n"), "raised")


@promise("what cannot be observed is not 'finished'")
def observe_missing(worker):
    answer = worker.ask(LEAF, observe=["nobody"])
    need(answer["status"] in ("raised", "file_error"), "status %s, expected raised or file_error" % answer["status"])


@promise("a name that the framework lacks is 'unsupported' (or 'file_error', where it is none of the language)")
def lacking(worker):
    answer = worker.ask(LEAF + "y = torch.nonesuch(x)\n")
    need(answer["status"] in ("unsupported", "file_error"), "status %s, expected unsupported" % answer["status"])
    need(answer.get("reason"), "status %s without a reason" % answer["status"])


@promise("what a program prints is in `printed` and nowhere else")
def printing(worker):
    answer = got(worker.ask(LEAF + "print('one')\nprint(2, 3)\n"), "finished")
    need(answer.get("printed") == "one\n2 3\n", "printed is %r, expected 'one\\n2 3\\n'" % answer.get("printed"))
    quiet(worker)


def quiet(worker):
    need(not worker.text and not select.select([worker.process.stdout], [], [], 0.2)[0], "it wrote something that nobody asked for")


@promise("a program that runs too long is a 'timeout', at its limit")
def timeout(worker):
    start = time.monotonic()
    got(worker.ask(LONG, time_limit=1), "timeout")
    took = time.monotonic() - start
    need(0.9 < took < 1 + GRACE, "answered after %.1f s, expected 1 s" % took)


@promise("a program that needs too much is 'memory'")
def memory(worker):
    source = LEAF + "y = torch.zeros(1500000000) + 1\nz = torch.sin(y) * x.sum()\n"
    answer = worker.ask(source, observe=["z.sum()"], memory_limit=2 << 30)
    told = answer["status"] == "raised" and any(text in answer["error"]["message"] for text in OUT_OF_MEMORY)
    if not told:
        got(answer, "memory")


@promise("a program whose process dies is 'crashed', with the signal's name")
def crash(worker):
    threading.Thread(target=kill_child, args=(worker.process.pid,), daemon=True).start()
    answer = got(worker.ask(LONG, time_limit=10), "crashed")
    need("KILL" in answer.get("reason", ""), "the reason is %r, expected one that names SIGKILL" % answer.get("reason"))


def kill_child(parent):
    """Kills the process that a worker has forked for a program, half a second after it has."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        time.sleep(0.5)
        for child in children(parent):
            return os.kill(child, signal.SIGKILL)


def children(parent):
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open("/proc/%s/stat" % name) as stat:
                if int(stat.read().rsplit(")", 1)[1].split()[1]) == parent:
                    found.append(int(name))
        except OSError:
            pass  # it has ended
    return found


@promise("after all that the worker still answers")
def alive(worker):
    gradient(worker)
    quiet(worker)


@promise("nothing of one program is left for the next")
def forgets(worker):
    got(worker.ask(LEAF + "left = 1\n"), "finished")
    answer = worker.ask(LEAF, observe=["left"])
    need(answer["status"] in ("raised", "file_error"), "a name of the last program still had a value: %s" % answer)
    if worker.ask(LEAF + "torch.set_grad_enabled(False)\n")["status"] == "finished":
        gradient(worker)


@promise("the same seed draws the same numbers, another one others, and they are reported")
def draws(worker):
    source = LEAF + "y = torch.rand(3)\n"
    first, again, other = (got(worker.ask(source, observe=["y"], seed=seed), "finished") for seed in (3, 3, 4))
    need(first["observed"] == again["observed"], "seed 3 drew %s, then %s" % (first["observed"], again["observed"]))
    need(first["observed"] != other["observed"], "seeds 3 and 4 drew the same %s" % first["observed"])
    need(first.get("draws") == [first["observed"]["y"]], "draws is %s, expected [%s]" % (first.get("draws"), first["observed"]["y"]))


@promise("a run without the check of saved values is made, or 'unsupported'")
def unchecked(worker):
    answer = worker.ask(LEAF + "(x * x).sum().backward()\n", observe=["x.grad"], unchecked=True)
    need(answer["status"] in ("finished", "unsupported"), "status %s, expected finished or unsupported" % answer["status"])


@promise("the worker ends when its standard input does")
def ends(worker):
    worker.process.stdin.close()
    try:
        need(worker.line(GRACE) is None, "it wrote one more line")
    except TimeoutError:
        raise Broken("it still runs %d s later" % GRACE) from None


def main(command):
    if not command:
        print(__doc__)
        return 2
    failed = 0
    try:
        worker = Worker(command)
    except (Broken, OSError) as fault:
        print("FAIL  %s: %s" % (PROMISES[0][0], fault))
        return 1
    for sentence, test in PROMISES:
        try:
            test(worker)
            print("ok    %s" % sentence, flush=True)
        except Skipped as reason:
            print("skip  %s: %s" % (sentence, reason), flush=True)
        except (Broken, OSError) as fault:
            failed += 1
            print("FAIL  %s: %s" % (sentence, fault), flush=True)
            if worker.process.poll() is not None:
                break
    worker.close()
    print("%d of %d promises broken" % (failed, len(PROMISES)))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
