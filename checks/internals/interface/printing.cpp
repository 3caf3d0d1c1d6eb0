#include <gradproof/checks/internals/interface/library.hpp>

TWIN(printing) {
  EXPECT(streamed(torch::tensor(1.5)) == "1.5\n[ CPUFloatType{} ]");
  EXPECT(streamed(torch::tensor({1, 200})) == "   1\n 200\n[ CPULongType{2} ]");
  EXPECT(streamed(torch::tensor({1.5, 2.25})) == " 1.5000\n 2.2500\n[ CPUFloatType{2} ]");
  EXPECT(streamed(torch::tensor({true, false})) == " 1\n 0\n[ CPUBoolType{2} ]");
  EXPECT(streamed(torch::tensor({1e10, 1.0})) == " 1.0000e+10\n 1.0000e+00\n[ CPUFloatType{2} ]");
  EXPECT(streamed(torch::tensor({1e-5, 2e-5})) == "1e-05 *\n 1.0000\n 2.0000\n[ CPUFloatType{2} ]");
  EXPECT(streamed(torch::tensor({{1, 2}, {3, 4}}, torch::kFloat)) == " 1  2\n 3  4\n[ CPUFloatType{2,2} ]");
  EXPECT(streamed(torch::arange(4).view({2, 1, 2})) ==
         "(1,.,.) = \n  0  1\n\n(2,.,.) = \n  2  3\n[ CPULongType{2,1,2} ]");
  EXPECT(streamed(torch::zeros({0, 3})) == "[ CPUFloatType{0,3} ]");
  EXPECT(streamed(torch::Tensor()) == "[ Tensor (undefined) ]");
  EXPECT(contains(streamed(torch::ones({1, 40})), "Columns 27 to 40 1  1"));
  EXPECT(streamed(torch::zeros({2, 3}).sizes()) == "[2, 3]");
  EXPECT(streamed(torch::indexing::Slice(1, 3)) == "1:3:1");
  EXPECT(streamed(torch::MemoryFormat::ChannelsLast) == "ChannelsLast");
}
