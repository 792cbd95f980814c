// As much of RFC 6455 as a client needs that trusts its server.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

struct Frame {
  unsigned opcode;
  std::string_view payload;
  // Bytes of the whole frame.
  size_t size;
};

constexpr unsigned kText = 1, kClose = 8, kPing = 9, kPong = 10;

// The first frame of `bytes`; false while it is not whole.
inline bool parse_frame(std::string_view bytes, Frame& frame) {
  if (bytes.size() < 2) return false;
  auto byte = [&](size_t at) { return static_cast<unsigned char>(bytes[at]); };
  size_t head = 2;
  uint64_t length = byte(1) & 0x7f;
  if (length >= 126) {
    size_t digits = length == 126 ? 2 : 8;
    head += digits;
    if (bytes.size() < head) return false;
    length = 0;
    for (size_t at = 2; at < head; at += 1) length = length << 8 | byte(at);
  }
  if (bytes.size() - head < length) return false;
  frame = {byte(0) & 0x0fu, bytes.substr(head, length), head + length};
  return true;
}

// A frame of a client. It is masked with zeros, which every server has to unmask all the same.
inline std::string client_frame(std::string_view payload, unsigned opcode = kText) {
  std::string frame;
  frame.reserve(payload.size() + 14);
  frame.push_back(static_cast<char>(0x80 | opcode));
  size_t length = payload.size();
  if (length < 126) {
    frame.push_back(static_cast<char>(0x80 | length));
  } else {
    bool is_short = length < 65'536;
    frame.push_back(static_cast<char>(0x80 | (is_short ? 126 : 127)));
    for (int shift = is_short ? 8 : 56; shift >= 0; shift -= 8)
      frame.push_back(static_cast<char>(length >> shift));
  }
  frame.append(4, '\0');
  frame.append(payload);
  return frame;
}
