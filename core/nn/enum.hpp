#pragma once
// Constants that options are chosen with, each of a type of its own so that a variant can hold one of several.

namespace gradproof {

#define GRADPROOF_CHOICE(name) \
  namespace enumtype {         \
  struct name {                \
    constexpr name() {}        \
  };                           \
  }                            \
  constexpr enumtype::name name;

GRADPROOF_CHOICE(kLinear)
GRADPROOF_CHOICE(kConv1D)
GRADPROOF_CHOICE(kConv2D)
GRADPROOF_CHOICE(kConv3D)
GRADPROOF_CHOICE(kSigmoid)
GRADPROOF_CHOICE(kTanh)
GRADPROOF_CHOICE(kReLU)
GRADPROOF_CHOICE(kLeakyReLU)
GRADPROOF_CHOICE(kFanIn)
GRADPROOF_CHOICE(kFanOut)
GRADPROOF_CHOICE(kNone)
GRADPROOF_CHOICE(kMean)
GRADPROOF_CHOICE(kSum)
GRADPROOF_CHOICE(kBatchMean)
#undef GRADPROOF_CHOICE

}  // namespace gradproof
