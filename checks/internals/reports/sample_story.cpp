#include <gradproof/checks/internals/reports/sample.hpp>

namespace gradproof::reports {
namespace {

using records::StoryEvent;
using records::Value;

Value numbers(std::vector<double> values) {
  Value::List items;
  for (const double value : values) items.push_back({value});
  return {std::move(items)};
}

StoryEvent event(std::string kind, int line, std::string name, std::string by, std::string text) {
  StoryEvent result;
  result.kind = std::move(kind);
  result.line = line;
  result.memory = "b";
  result.name = std::move(name);
  result.by = std::move(by);
  result.text = std::move(text);
  return result;
}

StoryEvent saved() {
  auto result = event("saved", 4, "b", "MulBackward0", "MulBackward0 saves b at version 0 = [9, 2, 2]");
  result.counter = "checked";
  result.version_before = 0;
  result.before = numbers({9, 2, 2});
  return result;
}

StoryEvent write() {
  auto result = event("write", 5, "b.data", "zero_", "zero_ writes b's bytes through b.data <&>");
  result.counter = "own";
  result.version_before = result.version_after = 0;
  result.own_before = 0;
  result.own_after = 1;
  result.bytes_changed = true;
  result.before = numbers({9, 2, 2});
  result.after = numbers({0, 0, 0});
  return result;
}

StoryEvent check() {
  auto result = event("check", 6, "b", "MulBackward0", "check of b: version 0 then, 0 now: passed; it cannot see that");
  result.saved_line = 4;
  result.saved_event = 1;
  result.version_before = result.version_after = 0;
  result.bytes_changed = true;
  result.before = numbers({9, 2, 2});
  result.after = numbers({0, 0, 0});
  result.finding = "unseen";
  return result;
}

}  // namespace

records::Story sample_story() {
  records::Story story;
  story.verdict = sample_verdicts()[2];
  story.title = "A write through .data & what it does";
  story.why = "The counter is not shared.";
  story.source = {"import torch",
                  "a = torch.tensor([7., 0, 0], requires_grad=True)",
                  "b = a + 2",
                  "loss = torch.mean(b * b)",
                  "b.data.zero_()  # <script>",
                  "loss.backward()"};
  auto made = event("made", 3, "b", "add", "b is new memory at version 0: [9, 2, 2]");
  made.after = numbers({9, 2, 2});
  made.version_after = 0;
  story.events = {made, saved(), write(), check()};
  story.timeline = {{"b",
                     {{3, "made", "b", "0", "[9, 2, 2]"},
                      {4, "save", "MulBackward0", "0", "[9, 2, 2]"},
                      {5, "write", "zero_", "0", "[0, 0, 0]"},
                      {6, "unseen", "MulBackward0", "0", "[0, 0, 0]"}}}};
  story.cause = "MulBackward0 (line 4) saved b; line 5 (zero_) wrote it & nobody saw: a.grad < due.";
  story.advice = "write after backward";
  story.fix = {"write after the backward of line 6",
               {"-5 b.data.zero_()  # <script>", "+6 b.data.zero_()  # <script>"},
               "correct",
               {{"a.grad", numbers({6, 4.0 / 3, 4.0 / 3})}},
               true};
  story.loud = {"detach() instead of .data", {"-5 b.data.zero_()", "+5 b.detach().zero_()"}, "detected", {}, false};
  story.tried = {{"write out of place", {"-5 b.data.zero_()", "+5 b = 0 * b"}, "error", {}, false}};
  story.device = {{{"host", {{"copy to device", 0, 2000}, {"waits for stream 1", 4000, 90'500}}},
                   {"device 0, stream 0", {{"copy to device", 2000, 88'000}}},
                   {"device 0, stream 1", {{"Mul", 88'000, 90'500}}}},
                  {"race: Mul writes <what> Add reads; nothing orders the two"},
                  "GRADPROOF_SIM_SCHEDULE=seeded GRADPROOF_SIM_SEED=7"};
  return story;
}

}  // namespace gradproof::reports
