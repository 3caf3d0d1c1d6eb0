"""The prelude under whatever PyTorch this interpreter has: `PYTHONPATH=python python -m unittest python/tests/test_prelude.py`."""
import sys
import unittest

try:
    import torch
except ImportError:
    sys.exit(77)  # CTest's word for skipped
from gradproof.prelude import (checkpoint, dlpack_alias, function, increment_version, numpy_view, raw_copy, raw_write,
                               same_memory, version)


class RawWrites(unittest.TestCase):
    def test_fill_through_strides_without_counter_or_graph(self):
        t = torch.tensor([[1., 2., 3.], [4., 5., 6.]], requires_grad=True)
        raw_write(t.t()[1], 7)
        self.assertEqual(t.tolist(), [[1, 7, 3], [4, 7, 6]])
        self.assertEqual(version(t), 0)
        self.assertTrue(t.is_leaf and t.requires_grad)

    def test_value_is_cast_to_the_dtype(self):
        for dtype, written in ((torch.int64, 2), (torch.bool, True), (torch.float64, 2.75), (torch.bfloat16, 2.75)):
            t = torch.zeros(2, dtype=dtype)
            raw_write(t[1:], 2.75)
            self.assertEqual(t.tolist(), [0, written])
            self.assertEqual(version(t), 0)

    def test_zero_dimensions(self):
        t = torch.tensor(3.)
        raw_write(t, -1)
        self.assertEqual(t.item(), -1)

    def test_copy_broadcasts_and_casts(self):
        t = torch.zeros(2, 3)
        raw_copy(t, torch.tensor([1, 2, 3]))
        raw_copy(t[0], [5, 5, 6])
        self.assertEqual(t.tolist(), [[5, 5, 6], [1, 2, 3]])
        self.assertEqual(version(t), 0)

    def test_aliases_move_no_counter(self):
        t = torch.tensor([1., 2.], requires_grad=True)
        numpy_view(t)[0] = 8
        dlpack_alias(t)[1] = 9
        self.assertEqual(t.tolist(), [8, 9])
        self.assertEqual((version(t), version(dlpack_alias(t))), (0, 0))


class Functions(unittest.TestCase):
    def setUp(self):
        self.x = torch.tensor([2., 5.], requires_grad=True)

    def test_saved_input_arrives_after_the_gradient(self):
        square = function(forward=lambda x: x * x, backward=lambda g, x: 2 * x * g, save=[0])
        y = square(self.x)
        self.assertEqual(y.grad_fn.name(), "CustomFunctionBackward")
        y.sum().backward()
        self.assertEqual(self.x.grad.tolist(), [4, 10])

    def test_saved_before_kept_and_outputs_after_inputs(self):
        double = function(forward=lambda x, w: (x * w, x + w), save=[3, 0], keep_as_attribute=[1],
                          backward=lambda g, h, total, x, w: (g * w + h, g * x + h * (total - x) / w))
        w = torch.tensor([3., 7.], requires_grad=True)
        product, total = double(self.x, w)
        (product + 2 * total).sum().backward()
        self.assertEqual(self.x.grad.tolist(), [5, 9])
        self.assertEqual(w.grad.tolist(), [4, 7])

    def test_saved_values_are_checked_and_attributes_are_not(self):
        for keyword, raised in (("save", True), ("keep_as_attribute", False)):
            h = self.x * 1
            y = function(lambda x: x * x, lambda g, x: 2 * x * g, **{keyword: [0]})(h)
            h.add_(1)
            if raised:
                self.assertRaisesRegex(RuntimeError, "modified by an inplace operation", y.sum().backward)
            else:
                y.sum().backward()

    def test_dirty_input_is_written_in_place(self):
        scale = function(forward=lambda x: x.mul_(2), backward=lambda g: 2 * g, mark_dirty=[0])
        h = self.x * 1
        y = scale(h)
        self.assertTrue(y is h)
        h.sum().backward()
        self.assertEqual(self.x.grad.tolist(), [2, 2])


class Rest(unittest.TestCase):
    def test_checkpoint_gives_the_gradient(self):
        x = torch.tensor([2., 5.], requires_grad=True)
        checkpoint(lambda v: v * v, x).sum().backward()
        self.assertEqual(x.grad.tolist(), [4, 10])

    def test_increment_version_changes_the_counter_alone(self):
        for t in (torch.tensor([1., 2.], requires_grad=True), torch.tensor(True), torch.tensor([3])):
            before = t.tolist()
            increment_version(t)
            self.assertEqual((version(t), t.tolist()), (1, before))

    def test_same_memory(self):
        t = torch.tensor([1., 2., 3.], requires_grad=True)
        self.assertTrue(same_memory(t, t.detach()) and same_memory(t[1:], numpy_view(t)))
        self.assertFalse(same_memory(t, t.clone()) or same_memory(t[:1], t[1:]))


if __name__ == "__main__":
    unittest.main()
