// One WebSocket of the crowd: upgrades, goes through its opening, then listens.
#pragma once
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "web_socket.h"

// The reply to the upgrade counts as a frame of a kind of its own.
constexpr unsigned kUpgrade = 16;

enum class Status { waiting, upgrading, opening, open, closed };

struct Connection {
  int fd = -1;
  int index = 0;
  int room = 0;
  // Never reads once it is open.
  bool is_deaf = false;
  Status status = Status::waiting;
  size_t step = 0;
  std::string token;
  // What came of a frame that is not whole, and what the kernel did not take yet.
  std::string partial, unsent;
  // Posts of its own so far.
  uint64_t posted = 0;
  // By poster of the room: the number of the message that must come next.
  std::vector<uint64_t> next;
  // Of all numbers in their order: the same for all who heard the same.
  uint64_t order = 0;

  void dial(int port, int epoll) {
    fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) throw std::runtime_error("no more sockets: raise ulimit -n");
    int yes = 1, small = 4096;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (is_deaf) setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("the server takes no connection");
    watch(epoll, EPOLL_CTL_ADD, EPOLLIN);
    status = Status::upgrading;
  }

  void write(std::string_view bytes, int epoll) {
    if (!unsent.empty()) {
      unsent.append(bytes);
      return;
    }
    ssize_t sent = send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    size_t taken = sent > 0 ? static_cast<size_t>(sent) : 0;
    if (taken == bytes.size()) return;
    unsent = bytes.substr(taken);
    watch(epoll, EPOLL_CTL_MOD, EPOLLIN | EPOLLOUT);
  }

  void flush(int epoll) {
    ssize_t sent = send(fd, unsent.data(), unsent.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent > 0) unsent.erase(0, static_cast<size_t>(sent));
    if (unsent.empty()) watch(epoll, EPOLL_CTL_MOD, EPOLLIN);
  }

  void ignore(int epoll) { watch(epoll, EPOLL_CTL_MOD, 0); }

  void close() {
    if (fd >= 0) ::close(fd);
    fd = -1;
    status = Status::closed;
  }

  // Takes all whole frames of what came; the rest waits for more.
  template <typename Take>
  void feed(std::string_view bytes, Take take) {
    if (!partial.empty()) {
      partial.append(bytes);
      bytes = partial;
    }
    size_t at = 0;
    Frame frame;
    while (status != Status::closed && next_part(bytes.substr(at), frame)) {
      at += frame.size;
      take(frame);
    }
    if (partial.empty()) {
      partial = bytes.substr(at);
    } else if (at == partial.size()) {
      partial = std::string();
    } else {
      partial.erase(0, at);
    }
  }

 private:
  bool next_part(std::string_view bytes, Frame& frame) {
    if (status != Status::upgrading) return parse_frame(bytes, frame);
    size_t end = bytes.find("\r\n\r\n");
    if (end == bytes.npos) return false;
    if (bytes.find(" 101 ") > 12)
      throw std::runtime_error("no upgrade: " + std::string(bytes.substr(0, 200)));
    status = Status::opening;
    frame = {kUpgrade, {}, end + 4};
    return true;
  }

  void watch(int epoll, int operation, uint32_t events) {
    epoll_event event{};
    event.events = events;
    event.data.u32 = static_cast<uint32_t>(index);
    epoll_ctl(epoll, operation, fd, &event);
  }
};
