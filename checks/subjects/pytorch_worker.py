"""The worker of the subject `pytorch` (protocol gradproof.worker/1, see PROTOCOL.md): runs each file as it stands.

torch is imported once; every program then runs in a fork of its own (forking.py).
"""
import ast
import contextlib
import importlib
import io
import os
import sys
import time
import traceback
import types

import forking

torch = forking.load("torch")

# --- values ---------------------------------------------------------------------------------------------------------


def plain(value):
    """A value as JSON has it: tensors as nested lists, everything that has a name as text."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return forking.number(value)
    if isinstance(value, complex):
        return [plain(value.real), plain(value.imag)]
    if isinstance(value, torch.Tensor):
        return plain(tensor_list(value))
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):  # numpy's arrays and numbers
        return plain(value.tolist())
    if callable(getattr(value, "name", None)):  # a node of the graph
        return value.name()
    return str(value)


def tensor_list(tensor):
    """Reads a tensor in a way that no counter and no graph notices."""
    with torch.no_grad():
        tensor = tensor.detach()
        if tensor._is_zerotensor():  # a gradient of zeros that PyTorch never wrote down
            tensor = tensor.clone()
        return (tensor.to_dense() if tensor.layout is not torch.strided else tensor).tolist()


def observe(request, names):
    """Reads what the request asks for from the names that the program left behind."""
    observed = {}
    if request.get("default_observe"):
        for name, value in list(names.items()):
            if isinstance(value, torch.Tensor) and value.is_leaf and value.requires_grad:
                observed[name + ".grad"] = plain(value.grad)
    for expression in request.get("observe", []):
        if expression not in observed:
            observed[expression] = plain(eval(compile(expression.strip(), "observe", "eval"), names))
    return observed


# --- random numbers -------------------------------------------------------------------------------------------------

DRAWING_FUNCTIONS = "rand randn randint randperm rand_like randn_like randint_like normal bernoulli poisson multinomial"
DRAWING_METHODS = "normal_ uniform_ bernoulli_ random_ exponential_ geometric_ cauchy_ log_normal_ bernoulli multinomial"

DROPPING_FUNCTIONS = "dropout dropout1d dropout2d"


def replaying():
    """Whether a checkpoint runs its part again, with the numbers of the first run: nothing new is drawn then."""
    frame = sys._getframe(1)
    while frame is not None:
        code = frame.f_code
        if code.co_name in ("unpack", "unpack_hook") and code.co_filename.endswith(os.path.join("utils", "checkpoint.py")):
            return True
        frame = frame.f_back
    return False


def report_draws(draws):
    """From now on every random fill adds its numbers to `draws`."""

    def reporting(draw):
        def call(*arguments, **options):
            result = draw(*arguments, **options)
            if replaying():
                return result
            draws.append([plain(float(number)) for number in result.detach().reshape(-1).tolist()])
            return result

        return call

    def dropping(drop):
        def call(input, p=0.5, training=True, inplace=False):
            if training and 0 < p < 1 and input.numel() and not replaying():  # what it will multiply by, from the same state of the stream
                state = torch.get_rng_state()
                kept = drop(torch.ones_like(input.detach()), p, True)
                draws.append([plain(float(number)) for number in kept.reshape(-1).tolist()])
                torch.set_rng_state(state)
            return drop(input, p, training, inplace)

        return call

    functional = torch.nn.functional
    for word in DROPPING_FUNCTIONS.split():
        if hasattr(functional, word):
            setattr(functional, word, dropping(getattr(functional, word)))
    for owner, words in ((torch, DRAWING_FUNCTIONS), (torch.Tensor, DRAWING_METHODS)):
        for word in words.split():
            if hasattr(owner, word):
                setattr(owner, word, reporting(getattr(owner, word)))


# --- errors ---------------------------------------------------------------------------------------------------------


def statement_line(source, line):
    """The first line of the innermost statement that reaches over `line`."""
    starts = [node.lineno for node in ast.walk(ast.parse(source)) if isinstance(node, ast.stmt) and spans(node, line)]
    return max(starts, default=line)


def spans(node, line):
    return node.lineno <= line <= node.end_lineno


def error_line(frames, request):
    """The line of the file that raised: of a lambda's body itself, else of the statement."""
    own = [frame for frame in frames if frame.filename == request["file"]]
    if not own:
        return 0
    return own[-1].lineno if own[-1].name == "<lambda>" else statement_line(request["source"], own[-1].lineno)


def passes_through_backward(frames):
    autograd = os.path.join("torch", "autograd", "")
    return any(autograd in frame.filename and frame.name in ("backward", "grad", "_engine_run_backward") for frame in frames)


def lacks(fault):
    """Whether the program named something that this PyTorch does not have."""
    if isinstance(fault, AttributeError):  # not of None: that is the program's own mistake
        return str(fault).startswith(("module 'torch", "module 'numpy", "'Tensor' object", "type object"))
    if isinstance(fault, TypeError) and "() got an unexpected keyword argument" in str(fault):
        return True  # the table of names knows it: a newer PyTorch has it
    return isinstance(fault, ImportError) or "Numpy is not available" in str(fault)


def failed(fault, request):
    """The answer of a program that raised."""
    frames = traceback.extract_tb(fault.__traceback__)
    message = str(fault)
    if lacks(fault):
        return {"status": "unsupported", "reason": message}
    error = {"line": error_line(frames, request), "message": message, "type": type(fault).__name__}
    if forking.is_memory(fault):
        answer = forking.out_of_memory(request)
        return dict(answer, error=dict(error, message=message or answer["reason"]))
    return {"status": "raised", "error": error, "in_backward": passes_through_backward(frames)}


# --- one program ----------------------------------------------------------------------------------------------------


def unchecked(request):
    """For an unchecked run: hooks around saved tensors, with which PyTorch leaves their versions alone."""
    if not request.get("unchecked"):
        return contextlib.nullcontext()
    return torch.autograd.graph.saved_tensors_hooks(lambda tensor: tensor, lambda tensor: tensor)


def run(request):
    """Executes the file and reads what is to be observed; the answer without its id."""
    answer = {"status": "finished", "draws": [], "printed": ""}
    printed = io.StringIO()
    torch.manual_seed(request.get("seed", 0))
    names = {"__name__": "__main__", "__file__": request["file"]}
    start = time.perf_counter()
    try:
        code = compile(request["source"], request["file"], "exec")
        report_draws(answer["draws"])
        with contextlib.redirect_stdout(printed), unchecked(request):
            exec(code, names)
        answer["seconds"] = time.perf_counter() - start
        answer["observed"] = observe(request, names)
    except BaseException as fault:
        answer.update(failed(fault, request))
    answer.setdefault("seconds", time.perf_counter() - start)
    answer["printed"] = printed.getvalue()[: forking.PRINTED]
    return answer


def add_prelude():
    """Makes `from gradproof.prelude import ...` work without an installed package, where gradproof carries the prelude."""
    if "prelude" in sys.modules:
        package = types.ModuleType("gradproof")
        package.__path__ = []
        package.prelude = sys.modules["prelude"]
        sys.modules.update({"gradproof": package, "gradproof.prelude": package.prelude})


# --- the worker -----------------------------------------------------------------------------------------------------


def warm_up(request):
    """The first checkpoint of a process loads torch._dynamo: seconds that are not the program's."""
    if "checkpoint" in request["source"]:
        with contextlib.suppress(ImportError):  # PyTorch 1 has none
            importlib.import_module("torch._dynamo")


def main():
    add_prelude()
    forking.serve("pytorch", torch.__version__, run, warm_up=warm_up)


if __name__ == "__main__":
    main()
