// A text with {names} in it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

class Template {
 public:
  Template() = default;

  // Braces that hold something else than letters are left as they are: JSON is full of them.
  explicit Template(std::string_view text) {
    size_t start = 0;
    for (size_t open = text.find('{'); open != text.npos; open = text.find('{', open + 1)) {
      size_t close = open + 1;
      while (close < text.size() && text[close] >= 'a' && text[close] <= 'z') close += 1;
      if (close == open + 1 || close >= text.size() || text[close] != '}') continue;
      parts_.push_back({std::string(text.substr(start, open - start)),
                        std::string(text.substr(open + 1, close - open - 1))});
      start = close + 1;
    }
    tail_ = text.substr(start);
  }

  // `value` gives what stands for a name.
  template <typename Value>
  std::string fill(Value value) const {
    std::string filled;
    for (const auto& [text, name] : parts_) {
      filled += text;
      filled += value(name);
    }
    return filled += tail_;
  }

 private:
  struct Part {
    std::string text, name;
  };
  std::vector<Part> parts_;
  std::string tail_;
};
