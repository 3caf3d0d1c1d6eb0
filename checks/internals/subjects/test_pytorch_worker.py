"""Tests of the PyTorch worker under the Python that runs this file; status 77 (skipped) where that has no torch."""
import json
import os
import subprocess
import sys
import unittest

try:
    import torch
except ImportError:
    print("no torch here, so nothing was tested")
    sys.exit(77)

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "..")
LOSS = "import torch\na = torch.tensor([7., 0, 0], requires_grad=True)\nb = a + 2\nloss = torch.mean(b * b)\n"


def text_of(*parts):
    with open(os.path.join(ROOT, *parts)) as file:
        return file.read()


class Worker(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        command = [sys.executable, "-c", text_of("checks", "subjects", "start.py"), "pytorch_worker"]
        for folder, name in (("checks/subjects", "forking"), ("checks/subjects", "pytorch_worker"), ("python/gradproof", "prelude")):
            command += [name, text_of(folder, name + ".py")]
        cls.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        cls.hello = json.loads(cls.process.stdout.readline())

    @classmethod
    def tearDownClass(cls):
        cls.process.communicate()

    def ask(self, source, **keys):
        request = {"id": 5, "file": "x.py", "source": source, "observe": [], "default_observe": True, "unchecked": False}
        request.update({"seed": 0, "time_limit": 10, "memory_limit": 1 << 30}, **keys)
        self.process.stdin.write(json.dumps(request).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        self.assertEqual(answer["id"], 5)
        return answer

    def test_hello(self):
        self.assertEqual(self.hello["protocol"], "gradproof.worker/1")
        self.assertEqual(self.hello["version"], str(torch.__version__))

    def test_the_three_outcomes(self):
        fine = self.ask(LOSS + "loss.backward()\n")
        self.assertEqual([round(g, 4) for g in fine["observed"]["a.grad"]], [6, 1.3333, 1.3333])
        silent = self.ask(LOSS + "b.data.zero_()\nloss.backward()\n")
        self.assertEqual(silent["observed"], {"a.grad": [0, 0, 0]})
        noticed = self.ask(LOSS + "b.detach().zero_()\nloss.backward()\n")
        self.assertEqual((noticed["status"], noticed["error"]["line"], noticed["in_backward"]), ("raised", 6, True))
        self.assertIn("modified by an inplace operation", noticed["error"]["message"])

    def test_the_check_can_be_switched_off(self):
        answer = self.ask(LOSS + "b.detach().zero_()\nloss.backward()\n", unchecked=True)
        self.assertEqual(answer["observed"], {"a.grad": [0, 0, 0]})

    def test_values(self):
        observe = ["b", "b.dtype", "b.shape", "b.grad_fn", "a.grad_fn", "a.is_leaf", "b._version", "loss / 0", "a > 1"]
        answer = self.ask(LOSS, observe=observe, default_observe=False)
        values = [[9, 2, 2], "torch.float32", [3], "AddBackward0", None, True, 0, "inf", [True, False, False]]
        self.assertEqual(answer["observed"], dict(zip(observe, values)))

    def test_lines(self):
        across = self.ask("import torch\nx = torch.ones(2)\ny = (\n    x.reshape(5))\n")
        self.assertEqual(across["error"]["line"], 3)
        in_loop = self.ask("import torch\nx = torch.ones(2)\nfor i in range(2):\n    x.reshape(5)\n")
        self.assertEqual(in_loop["error"]["line"], 4)
        hook = "x = torch.ones(2, requires_grad=True) * 2\nx.register_hook(lambda g:\n    g.reshape(5))\nx.sum().backward()\n"
        in_lambda = self.ask("import torch\n" + hook)
        self.assertEqual((in_lambda["error"]["line"], in_lambda["in_backward"]), (4, True))

    def test_what_torch_lacks_is_unsupported(self):
        self.assertEqual(self.ask("import torch\nx = torch.nonesuch(3)\n")["status"], "unsupported")
        self.assertEqual(self.ask("import torch\ntorch.ones(1).nonesuch()\n")["status"], "unsupported")
        self.assertEqual(self.ask("import torch\ntorch.ones(1).grad.zero_()\n")["status"], "raised")

    def test_a_program_that_dies_hangs_or_swallows_memory(self):
        self.assertEqual(self.ask("import os\nos.abort()\n")["reason"], "died of SIGABRT")
        self.assertEqual(self.ask("while True: pass\n", time_limit=0.3)["status"], "timeout")
        greedy = self.ask("import torch\ntorch.zeros(10**10)\n")
        self.assertEqual((greedy["status"], greedy["error"]["line"]), ("memory", 2))
        self.assertEqual(self.ask(LOSS + "loss.backward()\n")["status"], "finished")

    def test_random_numbers_are_reported(self):
        source = "import torch\nx = torch.rand(2, requires_grad=True)\ny = torch.empty(1).normal_()\n"
        answer = self.ask(source, observe=["x", "y"], seed=3)
        self.assertEqual(answer["draws"], [answer["observed"]["x"], answer["observed"]["y"]])
        self.assertEqual(self.ask(source, seed=3)["draws"], answer["draws"])
        self.assertNotEqual(self.ask(source, seed=4)["draws"], answer["draws"])

    def test_reports_what_dropout_kept_once(self):
        source = (
            "import torch\nimport torch.nn.functional as F\nfrom gradproof.prelude import checkpoint\n"
            "x = torch.ones(6, requires_grad=True)\ny = checkpoint(lambda t: F.dropout(t, 0.5) * t, x)\n"
            "y.sum().backward()\nz = F.dropout(x.detach(), 0.5)\n"
        )
        answer = self.ask(source, observe=["y", "z"])
        self.assertEqual(answer["draws"], [answer["observed"]["y"], answer["observed"]["z"]])

    def test_a_first_checkpoint_finds_its_modules_loaded(self):
        source = "import sys\nprint('torch._dynamo' in sys.modules)  # %s\n"
        self.assertEqual(self.ask(source % "checkpoint")["printed"], "True\n")

    def test_what_it_prints_stays_out_of_the_protocol(self):
        answer = self.ask("import os\nos.write(1, b'rubbish')\nprint('printed')\n")
        self.assertEqual((answer["status"], answer["printed"]), ("finished", "printed\n"))

    def test_keeps_the_protocol(self):
        folder = os.path.join(ROOT, "checks", "subjects")
        command = [sys.executable, "-B", os.path.join(folder, "conformance.py"), sys.executable, "-B", os.path.join(folder, "pytorch_worker.py")]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True)
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_the_prelude_and_nothing_of_the_last_program(self):
        self.assertEqual(self.ask("from gradproof.prelude import raw_write\nleft = 1\n")["status"], "finished")
        self.assertIn("left", self.ask("print(left)\n")["error"]["message"])


if __name__ == "__main__":
    unittest.main()
