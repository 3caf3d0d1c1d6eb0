#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/program/header_words.hpp>
#include <gradproof/checks/program/nearest.hpp>
#include <gradproof/checks/program/vocabulary.hpp>

using namespace gradproof::checks;

TEST_CASE("Outcomes and kinds are known by name") {
  CHECK(is_outcome("silent_wrong"));
  CHECK_FALSE(is_outcome("silent"));
  CHECK(is_autograd_kind("modified_after_save"));
  CHECK_FALSE(is_autograd_kind("shape"));
  CHECK(is_program_kind("assertion"));
  CHECK((is_error_kind("race") && is_error_kind("value")));
}

TEST_CASE("A slip of the pen finds its word, another word finds none") {
  CHECK(nearest("corect", outcomes) == "correct");
  CHECK(nearest("silentwrong", outcomes) == "silent_wrong");
  CHECK(nearest("banana", outcomes).empty());
  CHECK(nearest(std::string(100'000, 'x'), outcomes).empty());
  CHECK(nearest("", outcomes).empty());
  CHECK(did_you_mean("timout", outcomes) == "; did you mean 'timeout'?");
  CHECK(did_you_mean("x", outcomes).empty());
}

TEST_CASE("Subjects of expect") {
  for (const char* key :
       {"default", "audit", "native", "native:sim", "native+audit", "native:sim+audit", "pytorch@2.4",
        "pytorch@2.4:cuda", "pytorch<2.1", "pytorch>=2.1", "pytorch>=2", "faulty:data-shares-counter"})
    CHECK(is_subject_key(key));
  for (const char* key : {"", "py torch", "pytorch<=2", "pytorch>2", "pytorch>=", "pytorch<2..1", "pytorch=2",
                          "native:", "native@", "+audit", "@2", "2.1", "-a", "native+aud"})
    CHECK_FALSE(is_subject_key(key));
}

TEST_CASE("Needs") {
  for (const char* need : {"gpu", "prelude:raw_write", "torch>=2.1", "torch<2"}) CHECK(is_need(need));
  for (const char* need : {"", "cuda", "prelude:", "torch", "torch>=", "torch=2", "numpy>=1"})
    CHECK_FALSE(is_need(need));
}
