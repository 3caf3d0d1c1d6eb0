// Whatever draws random numbers, by canonical name, and generators.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

std::optional<Generator> generator(const Arguments& a) { return optional_generator(a["generator"]); }
double real(const Arguments& a, std::string_view name) { return as_number(a[name]).toDouble(); }
Value written(const Arguments& a) { return a["input"]; }

Value make_rand(const Arguments& a) {
  return expect_no_out(a), wrap(rand(as_integers(a["size"]), generator(a), options_of(a)));
}
Value make_randn(const Arguments& a) {
  return expect_no_out(a), wrap(randn(as_integers(a["size"]), generator(a), options_of(a)));
}
Value make_randint(const Arguments& a) {
  expect_no_out(a);
  const std::int64_t low = a["low"].is_none() ? 0 : as_integer(a["low"]);
  return wrap(randint(low, as_integer(a["high"]), as_integers(a["size"]), generator(a), options_of(a, kLong)));
}
Value make_randperm(const Arguments& a) {
  return expect_no_out(a), wrap(randperm(as_integer(a["n"]), generator(a), options_of(a, kLong)));
}
Value make_rand_like(const Arguments& a) {
  return wrap(rand(input(a).sizes(), generator(a), options_of(a, input(a).dtype())));
}
Value make_randn_like(const Arguments& a) {
  return wrap(randn(input(a).sizes(), generator(a), options_of(a, input(a).dtype())));
}
Value make_randint_like(const Arguments& a) {
  const std::int64_t low = a["low"].is_none() ? 0 : as_integer(a["low"]);
  return wrap(randint(low, as_integer(a["high"]), input(a).sizes(), options_of(a, input(a).dtype())));
}
Value make_normal(const Arguments& a) {
  expect_no_out(a);
  if (!a["size"].is_none())
    return wrap(normal(real(a, "mean"), real(a, "std"), as_integers(a["size"]), generator(a), options_of(a)));
  const Tensor *mean = get_tensor(a["mean"]), *std = get_tensor(a["std"]);
  if (mean && std) return wrap(normal(*mean, *std, generator(a)));
  return wrap(mean ? normal(*mean, real(a, "std"), generator(a))
                   : normal(real(a, "mean"), as_tensor(a["std"]), generator(a)));
}
Value make_bernoulli(const Arguments& a) {
  expect_no_out(a);
  return wrap(a["p"].is_none() ? input(a).bernoulli(generator(a)) : input(a).bernoulli(real(a, "p"), generator(a)));
}
Value multinomial(const Arguments& a) {
  expect_no_out(a);
  return wrap(input(a).multinomial(as_integer(a["num_samples"]), as_flag(a["replacement"], false), generator(a)));
}

Value uniform_(const Arguments& a) {
  return input(a).uniform_(real(a, "from"), real(a, "to"), generator(a)), written(a);
}
Value normal_(const Arguments& a) {
  return input(a).normal_(real(a, "mean"), real(a, "std"), generator(a)), written(a);
}
Value bernoulli_(const Arguments& a) {
  if (const Tensor* p = get_tensor(a["p"]))
    input(a).bernoulli_(*p, generator(a));
  else
    input(a).bernoulli_(real(a, "p"), generator(a));
  return written(a);
}
Value exponential_(const Arguments& a) { return input(a).exponential_(real(a, "lambd"), generator(a)), written(a); }
Value geometric_(const Arguments& a) { return input(a).geometric_(real(a, "p"), generator(a)), written(a); }
Value log_normal_(const Arguments& a) {
  return input(a).log_normal_(real(a, "mean"), real(a, "std"), generator(a)), written(a);
}
Value cauchy_(const Arguments& a) {
  return input(a).cauchy_(real(a, "median"), real(a, "sigma"), generator(a)), written(a);
}
Value random_(const Arguments& a) {
  if (a["to"].is_none())
    input(a).random_(generator(a));
  else if (a["from"].is_none())
    input(a).random_(as_integer(a["to"]), generator(a));
  else
    input(a).random_(as_integer(a["from"]), as_integer(a["to"]), generator(a));
  return written(a);
}

Value of_generator(const Generator& g) { return {std::shared_ptr<Object>(std::make_shared<GeneratorObject>(g))}; }
const Generator& self(const Arguments& a) {
  const auto* g = a["self"].object<GeneratorObject>();
  if (!g) throw Raised("argument", "expected a generator", "TypeError");
  return g->generator;
}
Value seed_default(const Arguments& a) {
  manual_seed(std::uint64_t(as_integer(a["seed"])));
  return of_generator(default_generator());
}
Value new_generator(const Arguments&) { return of_generator(Generator()); }
Value seed_generator(const Arguments& a) {
  self(a).set_current_seed(std::uint64_t(as_integer(a["seed"])));
  return a["self"];
}
Value reseed(const Arguments& a) { return {std::int64_t(self(a).seed())}; }
Value initial_seed(const Arguments& a) { return {std::int64_t(self(a).current_seed())}; }

const Operations kOperations = {
    {"rand", make_rand},
    {"randn", make_randn},
    {"randint", make_randint},
    {"randperm", make_randperm},
    {"rand_like", make_rand_like},
    {"randn_like", make_randn_like},
    {"randint_like", make_randint_like},
    {"normal", make_normal},
    {"bernoulli", make_bernoulli},
    {"multinomial", multinomial},
    {"uniform_", uniform_},
    {"normal_", normal_},
    {"bernoulli_", bernoulli_},
    {"exponential_", exponential_},
    {"geometric_", geometric_},
    {"log_normal_", log_normal_},
    {"cauchy_", cauchy_},
    {"random_", random_},
    {"manual_seed", seed_default},
    {"Generator", new_generator},
    {"Generator.manual_seed", seed_generator},
    {"Generator.seed", reseed},
    {"Generator.initial_seed", initial_seed},
};

}  // namespace

const Operations& random_operations() { return kOperations; }

}  // namespace gradproof::checks::native
