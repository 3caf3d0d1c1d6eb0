#pragma once
#include <string>
#include <string_view>

namespace gradproof::checks {

/// What a subject says of an error.
struct Complaint {
  std::string_view type;       ///< the framework's exception type, as Python spells it; may be empty
  std::string_view message;    ///< the framework's text
  bool in_backward = false;    ///< raised while backward() or autograd.grad() ran
  std::string_view kind = {};  ///< of language.md section 9, where the subject gives it itself; else empty
};

/// Where an error belongs (language.md section 9).
struct Classification {
  std::string kind;
  std::string moment;  ///< "forward", "backward" or "api"
  bool operator==(const Classification&) const = default;
};

/// Finds kind and moment of an error. Texts of PyTorch (1.13 to 2.15), libtorch and NumPy are known by their key
/// phrases; an unknown text has the kind that its exception type suggests, and `value` where that says nothing.
/// A kind that the subject gave is kept. A moment is `api` for misuse of what is neither an operation nor a running
/// backward; else `backward` inside a backward and `forward` outside.
Classification classify(const Complaint& complaint);

}  // namespace gradproof::checks
