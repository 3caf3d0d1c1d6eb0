#pragma once
// Constants that options are chosen with, each of a type of its own so that a variant can hold one of several.
#include <string>
#include <variant>

namespace gradproof {

#define GRADPROOF_CHOICE(choice)                 \
  namespace enumtype {                           \
  struct choice {                                \
    static constexpr const char* name = #choice; \
    constexpr choice() {}                        \
  };                                             \
  }                                              \
  constexpr enumtype::choice choice;

GRADPROOF_CHOICE(kLinear)
GRADPROOF_CHOICE(kConv1D)
GRADPROOF_CHOICE(kConv2D)
GRADPROOF_CHOICE(kConv3D)
GRADPROOF_CHOICE(kConvTranspose1D)
GRADPROOF_CHOICE(kConvTranspose2D)
GRADPROOF_CHOICE(kConvTranspose3D)
GRADPROOF_CHOICE(kSigmoid)
GRADPROOF_CHOICE(kTanh)
GRADPROOF_CHOICE(kReLU)
GRADPROOF_CHOICE(kGELU)
GRADPROOF_CHOICE(kSiLU)
GRADPROOF_CHOICE(kMish)
GRADPROOF_CHOICE(kLeakyReLU)
GRADPROOF_CHOICE(kFanIn)
GRADPROOF_CHOICE(kFanOut)
GRADPROOF_CHOICE(kConstant)
GRADPROOF_CHOICE(kReflect)
GRADPROOF_CHOICE(kReplicate)
GRADPROOF_CHOICE(kCircular)
GRADPROOF_CHOICE(kNearest)
GRADPROOF_CHOICE(kBilinear)
GRADPROOF_CHOICE(kBicubic)
GRADPROOF_CHOICE(kTrilinear)
GRADPROOF_CHOICE(kArea)
GRADPROOF_CHOICE(kNearestExact)
GRADPROOF_CHOICE(kSum)
GRADPROOF_CHOICE(kMean)
GRADPROOF_CHOICE(kMax)
GRADPROOF_CHOICE(kNone)
GRADPROOF_CHOICE(kBatchMean)
GRADPROOF_CHOICE(kZeros)
GRADPROOF_CHOICE(kBorder)
GRADPROOF_CHOICE(kReflection)
GRADPROOF_CHOICE(kRNN_TANH)
GRADPROOF_CHOICE(kRNN_RELU)
GRADPROOF_CHOICE(kLSTM)
GRADPROOF_CHOICE(kGRU)
GRADPROOF_CHOICE(kValid)
GRADPROOF_CHOICE(kSame)
#undef GRADPROOF_CHOICE

namespace enumtype {

/// The name of what a variant of choices holds: "kMean".
template <class Choices>
std::string get_enum_name(const Choices& choices) {
  return std::visit([](auto choice) -> std::string { return choice.name; }, choices);
}

}  // namespace enumtype
}  // namespace gradproof
