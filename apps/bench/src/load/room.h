// A room of the crowd: who listens, who posts, and what was heard of it.
#pragma once
#include <charconv>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// One who posts. Its messages are numbered 0, 1, 2 …
struct Poster {
  int connection = 0;
  // Its place among the posters of all rooms.
  uint64_t turn = 0;
  uint64_t posted = 0;
  // What `posted` was when the phase began.
  uint64_t base = 0;
  // Members who have not got the message that is under way; with one at a time.
  size_t remaining = 0;
  int64_t posted_at = 0;
};

struct Room {
  std::string id, epoch;
  std::vector<int> members, listeners;
  std::vector<Poster> posters;
};

// A message bears "~", two digits of its poster and ten of its number; nothing else that a server says has a "~".
constexpr char kMark = '~';
constexpr size_t kMarkSize = 13;

struct Mark {
  size_t poster;
  uint64_t number;
};

inline std::string text_of(size_t poster, uint64_t number, size_t size) {
  char mark[32];
  std::snprintf(mark, sizeof mark, "~%02zu%010llu ", poster, static_cast<unsigned long long>(number));
  std::string text = mark;
  while (text.size() < size) text += "the quick brown fox jumps over the lazy dog ";
  return text.substr(0, size);
}

// The first mark; `payload` is what comes after it.
inline std::optional<Mark> take_mark(std::string_view& payload) {
  const void* found = std::memchr(payload.data(), kMark, payload.size());
  if (!found) return std::nullopt;
  const char* at = static_cast<const char*>(found) + 1;
  if (payload.data() + payload.size() - at < static_cast<ptrdiff_t>(kMarkSize - 1)) return std::nullopt;
  Mark mark{};
  std::from_chars(at, at + 2, mark.poster);
  std::from_chars(at + 2, at + 12, mark.number);
  payload.remove_prefix(static_cast<size_t>(at + 12 - payload.data()));
  return mark;
}
