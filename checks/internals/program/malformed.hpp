#pragma once

/// A text that is no scenario: where its first fault stands, and words of the message.
struct Malformed {
  const char* source;
  int line, column;
  const char* phrase;
};

/// Checks that the text is refused there and with these words.
void check(const Malformed& malformed);
