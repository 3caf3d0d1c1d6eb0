// Views by canonical name, copies of shape, and writes of metadata.
#include <gradproof/checks/subjects/native_arguments.hpp>
#include <gradproof/core/ops/operators.hpp>

namespace gradproof::checks::native {
namespace {

std::int64_t integer(const Arguments& a, std::string_view name) { return as_integer(a[name]); }
std::vector<std::int64_t> integers_of(const Arguments& a, std::string_view name) { return as_integers(a[name]); }
bool is_list(const Value& v) { return v.is<std::shared_ptr<Sequence>>(); }

Value all(const TensorList& tensors) { return wrap_all(tensors); }

Value view(const Arguments& a) {
  if (const auto dtype = as_dtype(a["dtype"])) return wrap(input(a).view(*dtype));
  return wrap(input(a).view(integers_of(a, "size")));
}
Value reshape(const Arguments& a) { return wrap(input(a).reshape(integers_of(a, "shape"))); }
Value view_as(const Arguments& a) { return wrap(input(a).view(as_tensor(a["other"]).sizes())); }
Value reshape_as(const Arguments& a) { return wrap(input(a).reshape(as_tensor(a["other"]).sizes())); }
Value expand(const Arguments& a) { return wrap(input(a).expand(integers_of(a, "size"))); }
Value expand_as(const Arguments& a) { return wrap(input(a).expand(as_tensor(a["other"]).sizes())); }
Value permute(const Arguments& a) { return wrap(input(a).permute(integers_of(a, "dims"))); }
Value transpose(const Arguments& a) { return wrap(input(a).transpose(integer(a, "dim0"), integer(a, "dim1"))); }
Value t(const Arguments& a) { return wrap(input(a).t()); }
Value adjoint(const Arguments& a) { return wrap(input(a).adjoint()); }
Value movedim(const Arguments& a) {
  return wrap(input(a).movedim(integers_of(a, "source"), integers_of(a, "destination")));
}
Value flatten(const Arguments& a) { return wrap(input(a).flatten(integer(a, "start_dim"), integer(a, "end_dim"))); }
Value unflatten(const Arguments& a) { return wrap(input(a).unflatten(integer(a, "dim"), integers_of(a, "sizes"))); }
Value ravel(const Arguments& a) { return wrap(input(a).ravel()); }
Value squeeze(const Arguments& a) {
  if (a["dim"].is_none()) return wrap(input(a).squeeze());
  return wrap(is_list(a["dim"]) ? input(a).squeeze(integers_of(a, "dim")) : input(a).squeeze(integer(a, "dim")));
}
Value unsqueeze(const Arguments& a) { return wrap(input(a).unsqueeze(integer(a, "dim"))); }
Value select(const Arguments& a) { return wrap(input(a).select(integer(a, "dim"), integer(a, "index"))); }
Value narrow(const Arguments& a) {
  return wrap(input(a).narrow(integer(a, "dim"), integer(a, "start"), integer(a, "length")));
}
Value narrow_copy(const Arguments& a) {
  return wrap(input(a).narrow_copy(integer(a, "dim"), integer(a, "start"), integer(a, "length")));
}
Value diagonal(const Arguments& a) {
  return wrap(input(a).diagonal(integer(a, "offset"), integer(a, "dim1"), integer(a, "dim2")));
}
Value unfold(const Arguments& a) {
  return wrap(input(a).unfold(integer(a, "dimension"), integer(a, "size"), integer(a, "step")));
}
Value as_strided(const Arguments& a) {
  return wrap(
      input(a).as_strided(integers_of(a, "size"), integers_of(a, "stride"), optional_integer(a["storage_offset"])));
}
Value contiguous(const Arguments& a) { return wrap(input(a).contiguous(as_memory_format(a["memory_format"]))); }
Value clone(const Arguments& a) { return wrap(input(a).clone(as_memory_format(a["memory_format"]))); }

// Several views
Value unbind(const Arguments& a) { return all(input(a).unbind(integer(a, "dim"))); }
Value split(const Arguments& a) {
  const Value& sizes = a["split_size"].is_none() ? a["split_size_or_sections"] : a["split_size"];
  return all(is_list(sizes) ? input(a).split_with_sizes(as_integers(sizes), integer(a, "dim"))
                            : input(a).split(as_integer(sizes), integer(a, "dim")));
}
Value split_with_sizes(const Arguments& a) {
  return all(input(a).split_with_sizes(integers_of(a, "split_sizes"), integer(a, "dim")));
}
Value chunk(const Arguments& a) { return all(input(a).chunk(integer(a, "chunks"), integer(a, "dim"))); }
Value unsafe_split(const Arguments& a) {
  return all(input(a).unsafe_split(integer(a, "split_size"), integer(a, "dim")));
}
Value unsafe_chunk(const Arguments& a) { return all(input(a).unsafe_chunk(integer(a, "chunks"), integer(a, "dim"))); }
TensorList parts(const Arguments& a, std::int64_t dim) {
  const Value& where = a["indices_or_sections"];
  return is_list(where) ? input(a).tensor_split(as_integers(where), dim)
                        : input(a).tensor_split(as_integer(where), dim);
}
Value tensor_split(const Arguments& a) { return all(parts(a, integer(a, "dim"))); }
Value hsplit(const Arguments& a) { return all(parts(a, input(a).dim() == 1 ? 0 : 1)); }
Value vsplit(const Arguments& a) { return all(parts(a, 0)); }

// Writes into a part, without writing
Value select_scatter(const Arguments& a) {
  return wrap(input(a).select_scatter(as_tensor(a["src"]), integer(a, "dim"), integer(a, "index")));
}
Value slice_scatter(const Arguments& a) {
  return wrap(input(a).slice_scatter(as_tensor(a["src"]), integer(a, "dim"), optional_integer(a["start"]),
                                     optional_integer(a["end"]), integer(a, "step")));
}
Value diagonal_scatter(const Arguments& a) {
  return wrap(
      input(a).diagonal_scatter(as_tensor(a["src"]), integer(a, "offset"), integer(a, "dim1"), integer(a, "dim2")));
}
Value diag(const Arguments& a) { return wrap(input(a).diag(integer(a, "diagonal"))); }
Value diag_embed(const Arguments& a) {
  return wrap(input(a).diag_embed(integer(a, "offset"), integer(a, "dim1"), integer(a, "dim2")));
}

// Writes of metadata
Value t_(const Arguments& a) { return input(a).t_(), a["input"]; }
Value transpose_(const Arguments& a) { return input(a).transpose_(integer(a, "dim0"), integer(a, "dim1")), a["input"]; }
Value squeeze_(const Arguments& a) {
  if (a["dim"].is_none())
    input(a).squeeze_();
  else
    input(a).squeeze_(integer(a, "dim"));
  return a["input"];
}
Value unsqueeze_(const Arguments& a) { return input(a).unsqueeze_(integer(a, "dim")), a["input"]; }
Value as_strided_(const Arguments& a) {
  input(a).as_strided_(integers_of(a, "size"), integers_of(a, "stride"), optional_integer(a["storage_offset"]));
  return a["input"];
}
Value resize_(const Arguments& a) { return input(a).resize_(integers_of(a, "size")), a["input"]; }
Value resize_as_(const Arguments& a) { return input(a).resize_as_(as_tensor(a["the_template"])), a["input"]; }

const Operations kOperations = {
    {"view", view},
    {"reshape", reshape},
    {"view_as", view_as},
    {"reshape_as", reshape_as},
    {"expand", expand},
    {"broadcast_to", expand},
    {"expand_as", expand_as},
    {"permute", permute},
    {"transpose", transpose},
    {"t", t},
    {"adjoint", adjoint},
    {"movedim", movedim},
    {"flatten", flatten},
    {"unflatten", unflatten},
    {"ravel", ravel},
    {"squeeze", squeeze},
    {"unsqueeze", unsqueeze},
    {"select", select},
    {"narrow", narrow},
    {"narrow_copy", narrow_copy},
    {"diagonal", diagonal},
    {"unfold", unfold},
    {"as_strided", as_strided},
    {"contiguous", contiguous},
    {"clone", clone},
    {"unbind", unbind},
    {"split", split},
    {"split_with_sizes", split_with_sizes},
    {"chunk", chunk},
    {"unsafe_split", unsafe_split},
    {"unsafe_chunk", unsafe_chunk},
    {"tensor_split", tensor_split},
    {"hsplit", hsplit},
    {"vsplit", vsplit},
    {"select_scatter", select_scatter},
    {"slice_scatter", slice_scatter},
    {"diagonal_scatter", diagonal_scatter},
    {"diag", diag},
    {"diag_embed", diag_embed},
    {"t_", t_},
    {"transpose_", transpose_},
    {"squeeze_", squeeze_},
    {"unsqueeze_", unsqueeze_},
    {"as_strided_", as_strided_},
    {"resize_", resize_},
    {"resize_as_", resize_as_},
};

}  // namespace

const Operations& view_operations() { return kOperations; }

}  // namespace gradproof::checks::native
