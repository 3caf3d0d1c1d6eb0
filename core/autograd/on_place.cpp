#include <gradproof/core/autograd/on_place.hpp>

namespace gradproof {

OnPlace::OnPlace(Place place) {
  if (place == 0) return;
  stream_.emplace(device_of(place), stream_of(place));
  before_.emplace(current_stream(stream_->device()));
  guard_.emplace(*stream_);
}

void OnPlace::wait_for(const Tensor& g, Place from) const {
  if (!stream_ || g.is_cpu()) return;
  const bool made_there = from != 0 && device_of(from) == g.device();
  const bool is_here = g.device() == stream_->device();
  const Stream maker = made_there ? Stream(g.device(), stream_of(from))
                       : is_here  ? *before_
                                  : current_stream(g.device());
  if (maker == *stream_) return;
  stream_->wait_stream(maker);
  if (is_here) g.record_stream(*stream_);
}

void wait_here_for(Place place) {
  if (place == 0) return;
  const Stream current = current_stream(device_of(place)), used(device_of(place), stream_of(place));
  if (!(current == used)) current.wait_stream(used);
}

}  // namespace gradproof
