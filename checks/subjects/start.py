"""How gradproof starts a Python worker that it carries: `python -c THIS WORKER NAME TEXT NAME TEXT ...`.

Each text becomes a module of its name, in this order, and main() of the module WORKER runs: no file is needed, and none that
lies about is taken for one of them.
"""
import sys
import types

sys.path = [folder for folder in sys.path if folder]  # a torch.py beside the user's scenarios is not PyTorch
for name, text in zip(sys.argv[2::2], sys.argv[3::2]):
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name + ".py", "exec"), module.__dict__)
sys.modules[sys.argv[1]].main()
