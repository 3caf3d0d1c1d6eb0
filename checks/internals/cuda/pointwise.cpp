// Functions over ranges: packs and what is left of them, gaps, repetitions, numbers of the host's, types.
#include <gradproof/checks/internals/cuda/fixture.hpp>

namespace gradproof {

using Tensors = const std::vector<Tensor>&;

TEST_CASE("cuda: sizes around a pack and a block") {
  const Emulation emulation;
  for (const std::int64_t size : {1, 3, 4, 5, 7, 255, 256, 257, 1023, 4099, 70001})
    for (const DType dtype : {kFloat, kDouble, kHalf, kBFloat16, kLong, kByte}) {
      INFO(size << " of " << name(dtype));
      const Tensor a = noise({size}, dtype), b = noise({size}, dtype, false, 5);
      same([](Tensors in) { return in[0].mul(in[1]).add(in[0]); }, {a, b});
      same([](Tensors in) { return in[0].ge(in[1]); }, {a, b});
      same([](Tensors in) { return in[0].neg(); }, {a, b});
    }
}

TEST_CASE("cuda: a range that does not begin at a pack, and one with gaps") {
  const Emulation emulation;
  const Tensor a = noise({41, 67}), b = noise({41, 67}, kFloat, false, 5);
  same([](Tensors in) { return in[0].reshape({-1}).slice(0, 3).add(in[1].reshape({-1}).slice(0, 0, -3)); }, {a, b});
  same([](Tensors in) { return in[0].t().mul(in[1].t().contiguous()); }, {a, b});
  const Tensor row = noise({1026}), other = noise({1026}, kFloat, false, 5);
  same([](Tensors in) { return in[0].slice(0, 0, 1026, 2).mul(in[1].slice(0, 0, 513)); }, {row, other});
  same([](Tensors in) { return in[0].clone().slice(0, 0, 1026, 2).mul_(in[1].slice(0, 0, 513)); }, {row, other});
  same([](Tensors in) { return in[0].slice(1, 1, 60, 3).sub(in[1].slice(1, 2, 61, 3)); }, {a, b});
  same([](Tensors in) { return in[0].sub(in[1].slice(0, 5, 6)); }, {a, b});
  same([](Tensors in) { return in[0].sub(in[1].slice(1, 5, 6)); }, {a, b});
  same([](Tensors in) { return in[0].reshape({41, 1, 67}).mul(in[1].reshape({1, 41, 67})); }, {a, b});
}

TEST_CASE("cuda: one number for all, the host's and the device's") {
  const Emulation emulation;
  for (const std::int64_t size : {3, 1030}) {
    const Tensor a = noise({size});
    same([](Tensors in) { return in[0].mul(2.5).sub(0.375); }, {a});
    same([](Tensors in) { return in[0].mul(in[0].slice(0, 1, 2)); }, {a});
    same([](Tensors in) { return in[0].clamp(-1.25, 2); }, {a});
    same([](Tensors in) { return in[0].fmod(0.75); }, {a});
    same([](Tensors in) { return in[0].pow(3); }, {a});
    same([](Tensors in) { return where(in[0].gt(0.5), in[0], in[0].mul(-3)); }, {a});
    same([](Tensors in) { return in[0].addcmul(in[0], in[0].slice(0, 2, 3), 0.5); }, {a});
    same([](Tensors in) { return in[0].isnan().logical_or(in[0].lt(0)); }, {noise({size}, kFloat, true)});
  }
}

TEST_CASE("cuda: copies between types, and fills") {
  const Emulation emulation;
  for (const DType from : {kBool, kByte, kChar, kInt, kLong, kHalf, kBFloat16, kFloat, kDouble})
    for (const DType to : {kBool, kByte, kChar, kShort, kLong, kHalf, kBFloat16, kFloat, kDouble}) {
      INFO(name(from) << " to " << name(to));
      same([to](Tensors in) { return in[0].mul(40).to(to); }, {noise({9, 31}, from)});
      same([to](Tensors in) { return in[0].t().to(to); }, {noise({9, 31}, from)});
    }
  same([](Tensors in) { return zeros_like(in[0]).fill_(2.75); }, {noise({513})});
  same([](Tensors in) { return in[0].clone().slice(0, 1, -1, 2).fill_(-7); }, {noise({513}, kLong)});
}

}  // namespace gradproof
