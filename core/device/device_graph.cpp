#include <gradproof/core/device/device_graph.hpp>
#include <gradproof/core/layout/error.hpp>

namespace gradproof {
namespace {

Streams& streams_of(const Stream& stream) {
  if (Streams* streams = stream.device().backend().streams()) return *streams;
  raise(ErrorKind::argument, "device '" + stream.device().str() + "' has no streams, so nothing is captured there");
}

}  // namespace

DeviceGraph::~DeviceGraph() {
  if (made_) streams_of(*stream_).destroy_graph(*made_);
  if (!current_) return;
  try {
    end();
    streams_of(*stream_).destroy_graph(*made_);
  } catch (const Error&) {  // of a capture that nobody ended nothing is left
  }
}

void DeviceGraph::begin(const Stream& stream) {
  if (stream_) raise(ErrorKind::argument, "a graph is captured once: make another one");
  Streams& streams = streams_of(stream);
  if (stream.id() == streams.default_stream())
    raise(ErrorKind::argument, "the default stream cannot be captured: use one of new_stream()");
  streams.begin_capture(stream.id());
  stream_ = stream;
  current_.emplace(stream);
}

void DeviceGraph::end() {
  if (!current_) raise(ErrorKind::argument, "there is no capture to end: call begin() first");
  current_.reset();
  made_ = streams_of(*stream_).end_capture(stream_->id());
}

void DeviceGraph::replay() const {
  if (!made_) raise(ErrorKind::argument, "there is nothing to replay: a graph is captured between begin() and end()");
  streams_of(*stream_).replay(*made_, current_stream(stream_->device()).id());
}

}  // namespace gradproof
