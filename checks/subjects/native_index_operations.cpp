// Reading and writing by index and mask, joining and rearranging, by canonical name.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/core/ops/indexing.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

std::int64_t dim(const Arguments& a) { return as_integer(a["dim"]); }
const Tensor& tensor_of(const Arguments& a, std::string_view name) { return as_tensor(a[name]); }
const Tensor& index_of(const Arguments& a) { return as_tensor(a["index"]); }
Value written(const Arguments& a) { return a["input"]; }

// Along one dimension
Value index_select(const Arguments& a) { return expect_no_out(a), wrap(input(a).index_select(dim(a), index_of(a))); }
Value index_add(const Arguments& a) {
  return wrap(input(a).index_add(dim(a), index_of(a), tensor_of(a, "source"), as_number(a["alpha"])));
}
Value index_add_(const Arguments& a) {
  return input(a).index_add_(dim(a), index_of(a), tensor_of(a, "source"), as_number(a["alpha"])), written(a);
}
Value index_copy(const Arguments& a) { return wrap(input(a).index_copy(dim(a), index_of(a), tensor_of(a, "source"))); }
Value index_copy_(const Arguments& a) {
  return input(a).index_copy_(dim(a), index_of(a), tensor_of(a, "source")), written(a);
}
Value index_fill(const Arguments& a) {
  const auto n = get_number(a["value"]);
  return wrap(n ? input(a).index_fill(dim(a), index_of(a), *n)
                : input(a).index_fill(dim(a), index_of(a), tensor_of(a, "value")));
}
Value index_fill_(const Arguments& a) {
  if (const auto n = get_number(a["value"]))
    input(a).index_fill_(dim(a), index_of(a), *n);
  else
    input(a).index_fill_(dim(a), index_of(a), tensor_of(a, "value"));
  return written(a);
}
Value gather(const Arguments& a) { return expect_no_out(a), wrap(input(a).gather(dim(a), index_of(a))); }
Value take_along_dim(const Arguments& a) {
  return wrap(input(a).take_along_dim(tensor_of(a, "indices"), optional_integer(a["dim"])));
}

template <bool InPlace>
Value scatter(const Arguments& a) {
  const Tensor& self = input(a);
  const Value& source = a["src"].is_none() ? a["value"] : a["src"];
  const auto n = get_number(source);
  Tensor out = self;
  const auto run = [&](const auto& value) {
    if (a["reduce"].is_none())
      InPlace ? void(self.scatter_(dim(a), index_of(a), value)) : void(out = self.scatter(dim(a), index_of(a), value));
    else
      InPlace ? void(self.scatter_(dim(a), index_of(a), value, as_text(a["reduce"])))
              : void(out = self.scatter(dim(a), index_of(a), value, as_text(a["reduce"])));
  };
  if (n)
    run(*n);
  else
    run(as_tensor(source));
  return InPlace ? written(a) : wrap(out);
}
Value scatter_add(const Arguments& a) { return wrap(input(a).scatter_add(dim(a), index_of(a), tensor_of(a, "src"))); }
Value scatter_add_(const Arguments& a) {
  return input(a).scatter_add_(dim(a), index_of(a), tensor_of(a, "src")), written(a);
}
Value scatter_reduce(const Arguments& a) {
  return wrap(input(a).scatter_reduce(dim(a), index_of(a), tensor_of(a, "src"), as_text(a["reduce"]),
                                      as_flag(a["include_self"], true)));
}
Value scatter_reduce_(const Arguments& a) {
  input(a).scatter_reduce_(dim(a), index_of(a), tensor_of(a, "src"), as_text(a["reduce"]),
                           as_flag(a["include_self"], true));
  return written(a);
}

// By list of index tensors
TensorList picks(const Arguments& a) { return as_tensors(a["indices"]); }
Value index_put(const Arguments& a) {
  return wrap(gradproof::index_put(input(a), picks(a), tensor_of(a, "values"), as_flag(a["accumulate"], false)));
}
Value index_put_(const Arguments& a) {
  index_put_tensors_(input(a), picks(a), tensor_of(a, "values"), as_flag(a["accumulate"], false));
  return written(a);
}

// By mask and position
Value masked_fill(const Arguments& a) {
  const auto n = get_number(a["value"]);
  return wrap(n ? input(a).masked_fill(tensor_of(a, "mask"), *n)
                : input(a).masked_fill(tensor_of(a, "mask"), tensor_of(a, "value")));
}
Value masked_fill_(const Arguments& a) {
  if (const auto n = get_number(a["value"]))
    input(a).masked_fill_(tensor_of(a, "mask"), *n);
  else
    input(a).masked_fill_(tensor_of(a, "mask"), tensor_of(a, "value"));
  return written(a);
}
Value masked_select(const Arguments& a) { return expect_no_out(a), wrap(input(a).masked_select(tensor_of(a, "mask"))); }
Value masked_scatter(const Arguments& a) {
  return wrap(input(a).masked_scatter(tensor_of(a, "mask"), tensor_of(a, "source")));
}
Value masked_scatter_(const Arguments& a) {
  return input(a).masked_scatter_(tensor_of(a, "mask"), tensor_of(a, "source")), written(a);
}
Value take(const Arguments& a) { return expect_no_out(a), wrap(input(a).take(index_of(a))); }
Value put(const Arguments& a) {
  return wrap(input(a).put(index_of(a), tensor_of(a, "source"), as_flag(a["accumulate"], false)));
}
Value put_(const Arguments& a) {
  return input(a).put_(index_of(a), tensor_of(a, "source"), as_flag(a["accumulate"], false)), written(a);
}
Value nonzero(const Arguments& a) {
  expect_no_out(a);
  return as_flag(a["as_tuple"], false) ? wrap_all(input(a).nonzero_numpy()) : wrap(input(a).nonzero());
}
Value argwhere(const Arguments& a) { return wrap(input(a).argwhere()); }

// Elsewhere, and several times
Value flip(const Arguments& a) { return wrap(input(a).flip(as_integers(a["dims"]))); }
Value fliplr(const Arguments& a) { return wrap(input(a).fliplr()); }
Value flipud(const Arguments& a) { return wrap(input(a).flipud()); }
Value roll(const Arguments& a) { return wrap(input(a).roll(as_integers(a["shifts"]), as_integers(a["dims"]))); }
Value rot90(const Arguments& a) { return wrap(input(a).rot90(as_integer(a["k"]), as_integers(a["dims"]))); }
Value repeat(const Arguments& a) { return wrap(input(a).repeat(as_integers(a["repeats"]))); }
Value tile(const Arguments& a) { return wrap(input(a).tile(as_integers(a["dims"]))); }
Value repeat_interleave(const Arguments& a) {
  const auto d = optional_integer(a["dim"]);
  if (a["input"].is_none()) return wrap(gradproof::repeat_interleave(tensor_of(a, "repeats")));
  const Tensor* counts = get_tensor(a["repeats"]);
  return wrap(counts ? input(a).repeat_interleave(*counts, d)
                     : input(a).repeat_interleave(as_integer(a["repeats"]), d));
}

// Joining
template <Tensor (*Join)(const TensorList&)>
Value join(const Arguments& a) {
  return expect_no_out(a), wrap(Join(as_tensors(a["tensors"])));
}
Value cat(const Arguments& a) { return expect_no_out(a), wrap(gradproof::cat(as_tensors(a["tensors"]), dim(a))); }
Value stack(const Arguments& a) { return expect_no_out(a), wrap(gradproof::stack(as_tensors(a["tensors"]), dim(a))); }
Value broadcast_tensors(const Arguments& a) { return wrap_all(gradproof::broadcast_tensors(as_tensors(a["tensors"]))); }
Value meshgrid(const Arguments& a) {
  return wrap_all(
      gradproof::meshgrid(as_tensors(a["tensors"]), a["indexing"].is_none() ? "ij" : as_text(a["indexing"])));
}
template <Tensor (*Raise)(const Tensor&)>
Value at_least(const Arguments& a) {
  const TensorList given = as_tensors(a["tensors"]);
  if (given.size() == 1) return wrap(Raise(given.front()));
  TensorList out;
  for (const Tensor& t : given) out.push_back(Raise(t));
  return wrap_all(out);
}

// Indices made
Value one_hot(const Arguments& a) {
  return wrap(gradproof::one_hot(tensor_of(a, "tensor"), as_integer(a["num_classes"])));
}
Value bincount(const Arguments& a) {
  return wrap(gradproof::bincount(input(a), a["weights"].is_none() ? Tensor() : tensor_of(a, "weights"),
                                  as_integer(a["minlength"])));
}
Value tril_indices(const Arguments& a) {
  return wrap(gradproof::tril_indices(as_integer(a["row"]), as_integer(a["col"]), as_integer(a["offset"]),
                                      options_of(a, kLong)));
}
Value triu_indices(const Arguments& a) {
  return wrap(gradproof::triu_indices(as_integer(a["row"]), as_integer(a["col"]), as_integer(a["offset"]),
                                      options_of(a, kLong)));
}
bool on_the_right(const Arguments& a) {
  return as_flag(a["right"], false) || (!a["side"].is_none() && as_text(a["side"]) == "right");
}
Tensor values_of(const Value& v) { return get_number(v) ? full({}, *get_number(v)) : as_tensor(v); }
Value searchsorted(const Arguments& a) {
  if (!a["sorter"].is_none()) throw Unsupported("the native runtime has no sorter");
  return wrap(gradproof::searchsorted(tensor_of(a, "sorted_sequence"), values_of(a["input"]),
                                      as_flag(a["out_int32"], false), on_the_right(a)));
}
Value bucketize(const Arguments& a) {
  return wrap(gradproof::bucketize(values_of(a["input"]), tensor_of(a, "boundaries"), as_flag(a["out_int32"], false),
                                   as_flag(a["right"], false)));
}

// torch.nn.functional
Value pad(const Arguments& a) {
  if (as_text(a["mode"]) != "constant") throw Unsupported("the native runtime pads with constants only");
  return wrap(
      constant_pad_nd(input(a), as_integers(a["pad"]), a["value"].is_none() ? Scalar(0) : as_number(a["value"])));
}
Value embedding(const Arguments& a) {
  const Tensor& weight = tensor_of(a, "weight");
  std::int64_t padding = a["padding_idx"].is_none() ? -1 : as_integer(a["padding_idx"]);
  const std::int64_t rows = weight.dim() ? weight.size(0) : 0;
  if (!a["padding_idx"].is_none()) {
    if (padding < -rows || padding >= rows)
      throw Raised("assertion", "Padding_idx must be within num_embeddings", "AssertionError");
    if (padding < 0) padding += rows;
  }
  const Tensor indices = a["max_norm"].is_none() ? input(a) : input(a).contiguous();
  if (!a["max_norm"].is_none())
    embedding_renorm_(weight, indices, as_number(a["max_norm"]).toDouble(), as_number(a["norm_type"]).toDouble());
  return wrap(gradproof::embedding(weight, indices, padding, as_flag(a["scale_grad_by_freq"], false),
                                   as_flag(a["sparse"], false)));
}

const Operations kOperations = {
    {"index_select", index_select},
    {"index_add", index_add},
    {"index_add_", index_add_},
    {"index_copy", index_copy},
    {"index_copy_", index_copy_},
    {"index_fill", index_fill},
    {"index_fill_", index_fill_},
    {"gather", gather},
    {"take_along_dim", take_along_dim},
    {"scatter", scatter<false>},
    {"scatter_", scatter<true>},
    {"scatter_add", scatter_add},
    {"scatter_add_", scatter_add_},
    {"scatter_reduce", scatter_reduce},
    {"scatter_reduce_", scatter_reduce_},
    {"index_put", index_put},
    {"index_put_", index_put_},
    {"masked_fill", masked_fill},
    {"masked_fill_", masked_fill_},
    {"masked_select", masked_select},
    {"masked_scatter", masked_scatter},
    {"masked_scatter_", masked_scatter_},
    {"take", take},
    {"put", put},
    {"put_", put_},
    {"nonzero", nonzero},
    {"argwhere", argwhere},
    {"flip", flip},
    {"fliplr", fliplr},
    {"flipud", flipud},
    {"roll", roll},
    {"rot90", rot90},
    {"repeat", repeat},
    {"tile", tile},
    {"repeat_interleave", repeat_interleave},
    {"cat", cat},
    {"stack", stack},
    {"hstack", join<hstack>},
    {"vstack", join<vstack>},
    {"dstack", join<dstack>},
    {"column_stack", join<column_stack>},
    {"broadcast_tensors", broadcast_tensors},
    {"meshgrid", meshgrid},
    {"atleast_1d", at_least<atleast_1d>},
    {"atleast_2d", at_least<atleast_2d>},
    {"one_hot", one_hot},
    {"bincount", bincount},
    {"tril_indices", tril_indices},
    {"triu_indices", triu_indices},
    {"searchsorted", searchsorted},
    {"bucketize", bucketize},
    {"pad", pad},
    {"embedding", embedding},
};

}  // namespace

const Operations& index_operations() { return kOperations; }

}  // namespace gradproof::checks::native
