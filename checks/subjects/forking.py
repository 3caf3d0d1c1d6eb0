"""What every Python worker does alike (protocol gradproof.worker/1, see PROTOCOL.md): lines, limits, a process per program.

A worker loads its framework with `load`, and hands its hello and a function to `serve`. The function gets a request and
returns the answer without its id; it runs in a fork, so that nothing of one program is left for the next, and what it breaks
is its own process.
"""
import ctypes
import importlib
import importlib.metadata
import json
import math
import os
import resource
import select
import signal
import sys
import time
import traceback
import warnings

PROTOCOL = "gradproof.worker/1"
PRINTED = 1 << 16  # characters of a program's output that an answer carries
ANSWER = 64 << 20  # bytes of an answer that anybody accepts
DIE_WITH_PARENT = (1, signal.SIGKILL)  # prctl(PR_SET_PDEATHSIG, SIGKILL)
OUT_OF_MEMORY = ("can't allocate memory", "Cannot allocate memory", "not enough memory", "std::bad_alloc", "RESOURCE_EXHAUSTED",
                 "ResourceExhausted", "Unable to allocate")  # fmt: skip
libc = ctypes.CDLL(None)


def load(name):
    """The framework's module; ends the worker with a sentence where there is none."""
    try:
        return importlib.import_module(name)
    except ImportError as fault:
        sys.exit("%s cannot import %s: %s" % (sys.executable, name, fault))


def version(name):
    """The version of an installed package; "" where it has none."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def number(value):
    """A float as JSON has it."""
    return value if math.isfinite(value) else "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"


def out_of_memory(request):
    """The answer of a program that asked for more than it may have."""
    return {"status": "memory", "reason": "needed more than %d MiB of memory" % (request["memory_limit"] >> 20)}


def is_memory(fault):
    """Whether an error says that memory has run out."""
    return isinstance(fault, MemoryError) or any(sign in str(fault) for sign in OUT_OF_MEMORY)


def limit_resources(memory):
    """Bounds the memory that comes on top of what the warm worker has mapped."""
    with open("/proc/self/statm") as statm:
        mapped = int(statm.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (mapped + memory, mapped + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def child(run, request, parent, descriptor):
    """Runs in the fork: the answer goes through the pipe, whatever the program prints to standard error."""
    libc.prctl(*DIE_WITH_PARENT)
    if os.getppid() != parent:
        return
    os.dup2(2, 1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    limit_resources(request["memory_limit"])
    warnings.simplefilter("ignore")
    answer = dict(run(request), id=request["id"])
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(json.dumps(answer).encode() + b"\n")


def child_status(*arguments):
    try:
        child(*arguments)
        return 0
    except BaseException:
        traceback.print_exc()
        return 1


def collect(descriptor, deadline):
    """What the child writes until it closes its end; None: it was late; more than ANSWER bytes: it floods."""
    parts, size = [], 0
    while size <= ANSWER:
        left = deadline - time.monotonic()
        if left <= 0:
            return None
        if select.select([descriptor], [], [], left)[0]:
            part = os.read(descriptor, 1 << 16)
            if not part:
                break
            parts.append(part)
            size += len(part)
    return b"".join(parts)


def ending(status):
    if os.WIFSIGNALED(status):
        return "died of " + signal.Signals(os.WTERMSIG(status)).name
    return "ended with status %d" % os.WEXITSTATUS(status)


def answer_line(run, request):
    """Forks, waits, and words the answer of a child that could not."""
    ours, theirs = os.pipe()
    parent = os.getpid()
    pid = os.fork()
    if pid == 0:
        os.close(ours)
        os._exit(child_status(run, request, parent, theirs))
    os.close(theirs)
    line = collect(ours, time.monotonic() + request["time_limit"])
    os.close(ours)
    if line is None:
        os.kill(pid, signal.SIGKILL)
        failure = {"status": "timeout", "reason": "still running after %g s" % request["time_limit"]}
    elif len(line) > ANSWER:
        os.kill(pid, signal.SIGKILL)
        failure = {"status": "crashed", "reason": "answered with more than %d MiB" % (ANSWER >> 20)}
    else:
        failure = None
    status = os.waitpid(pid, 0)[1]
    if failure is None and status == 0:
        return line
    failure = failure or {"status": "crashed", "reason": ending(status)}
    return json.dumps(dict(failure, id=request["id"])).encode() + b"\n"


def serve(subject, version, run, reads="source", warm_up=lambda request: None):
    """Says hello, then answers requests until standard input ends. `warm_up` runs before the fork, in the worker itself."""
    stream = sys.stdout.buffer

    def say(line):
        stream.write(line)
        stream.flush()

    hello = {"protocol": PROTOCOL, "subject": subject, "version": version, "reads": reads}
    say(json.dumps(hello).encode() + b"\n")
    for line in sys.stdin.buffer:
        request = json.loads(line)
        warm_up(request)
        say(answer_line(run, request))
