#include <gradproof/checks/internals/catch.hpp>
#include <gradproof/checks/judge/subject_name.hpp>
#include <stdexcept>
#include <vector>

using namespace gradproof::checks;

TEST_CASE("A subject's name is read and printed without its path") {
  const auto name = parse_subject_name("pytorch@2.4:cuda+audit=/usr/bin/my+python3@x:y=z");
  CHECK(name == SubjectName{"pytorch", "2.4", "cuda", true, "/usr/bin/my+python3@x:y=z"});
  CHECK(name.text() == "pytorch@2.4:cuda+audit");
  for (const char* text : {"native", "native:sim", "native+audit", "pytorch@2.4", "faulty:data-shares-counter"}) {
    CHECK(parse_subject_name(text).text() == text);
  }
}

TEST_CASE("What is no name of a subject is refused") {
  for (const char* text : {"", "=", "native=", "@x", "native@", "native:", "native+", "native+audits", "native audit",
                           "native+audit:sim", "native:sim@x", "na/tive", "native:a:b"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_subject_name(text), std::invalid_argument);
  }
}

TEST_CASE("The nearest expectation speaks") {
  const std::vector<std::string> keys{"default",      "audit",     "mlx>=0.5", "pytorch<2.1",
                                      "pytorch:cuda", "pytorch@a", "jax"};
  const auto key = [&](const char* name, const char* version = "") {
    return expectation_key(keys, parse_subject_name(name), version).value_or("none");
  };
  CHECK(key("pytorch@a:cuda", "2.0.1") == "pytorch:cuda");
  CHECK(key("pytorch@a", "2.0.1") == "pytorch@a");
  CHECK(key("pytorch@b", "2.0.1") == "pytorch<2.1");
  CHECK(key("pytorch@b", "2.1.0+cu121") == "default");
  CHECK(key("pytorch@b", "2.15.0") == "default");
  CHECK(key("pytorch@b") == "default");
  CHECK(key("native+audit") == "audit");
  CHECK(key("native:sim") == "default");
  CHECK(key("libtorch") == "default");
  CHECK(key("jax:cpu") == "jax");
  CHECK(key("mlx", "0.10") == "mlx>=0.5");
  CHECK(key("mlx", "0.4.35") == "none");
  CHECK(key("paddle") == "none");
  CHECK(key("paddle+audit") == "audit");
}

TEST_CASE("A faulty subject is expected to do what native does") {
  const std::vector<std::string> keys{"default", "native", "faulty:known"};
  CHECK(expectation_key(keys, parse_subject_name("faulty:other"), "") == "native");
  CHECK(expectation_key(keys, parse_subject_name("faulty:known"), "") == "faulty:known");
}
