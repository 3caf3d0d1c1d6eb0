#pragma once
// Causes that are not a write to a saved value: shared memory, a history that was cut.
#include <gradproof/checks/explain/clues.hpp>
#include <string>

namespace gradproof::checks::explain {

/// "a.grad came as [0, 0, 0] where [6, 1.33333, 1.33333] was due"; empty where nothing is wrong.
std::string consequence(const Clues& clues);

/// A wrong value whose bytes were written under another name, or by a function that ran in backward; empty: none is.
std::string shared_cause(const records::Story& story, const Clues& clues);

/// A held value changed with the bytes that it shares, though nothing needed it as it was; empty: none did.
std::string stale_cause(const records::Story& story, const Clues& clues);

/// Why a gradient is missing.
std::string dropped_cause(const records::Story& story, const Clues& clues);

/// For an error about a missing history: where it was cut, as the end of a sentence; empty for other errors.
std::string cut_cause(const records::Story& story);

/// The last event that fits, or null.
template <class F>
const records::StoryEvent* last_event(const records::Story& story, F fits) {
  for (auto event = story.events.rbegin(); event != story.events.rend(); ++event)
    if (fits(*event)) return &*event;
  return nullptr;
}

}  // namespace gradproof::checks::explain
