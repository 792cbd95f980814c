// load PORT…: connections go to the ports in turn. Commands come by standard input, one to a line, their parts divided by
// tabs; a phase answers with a line of JSON at its end. See ../speed/load.ts.
#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <vector>

#include "crowd.h"

namespace {
constexpr uint32_t kInput = UINT32_MAX, kTimer = UINT32_MAX - 1;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> parts(1);
  for (char letter : line) {
    if (letter == '\t') parts.emplace_back();
    else parts.back().push_back(letter);
  }
  parts.resize(4);
  return parts;
}

void obey(Crowd& crowd, const std::vector<std::string>& parts) {
  const std::string& command = parts[0];
  auto number = [&](size_t index) { return std::strtod(parts[index].c_str(), nullptr); };
  auto whole = [&](size_t index) { return static_cast<size_t>(number(index)); };
  auto milliseconds = [&](size_t index) { return static_cast<int64_t>(number(index) * 1e6); };
  if (command == "path") crowd.dialect.path = Template(parts[1]);
  else if (command == "opening") crowd.dialect.opening.clear();
  else if (command == "send") crowd.dialect.opening.push_back({true, Template(parts[1])});
  else if (command == "wait") crowd.dialect.opening.push_back({false, Template(parts[1])});
  else if (command == "post") crowd.dialect.post = Template(parts[1]);
  else if (command == "size") crowd.dialect.size = whole(1);
  else if (command == "answer") crowd.dialect.question = parts[1], crowd.dialect.answer = parts[2];
  else if (command == "add") crowd.add(parts[1], parts[2], parts[3] == "deaf");
  else if (command == "only") crowd.limit_to(parts[1]);
  else if (command == "connect") crowd.connect(whole(1));
  else if (command == "saturate") crowd.saturate(milliseconds(1), whole(2), whole(3));
  else if (command == "fill") crowd.fill_up(whole(1));
  else if (command == "pace") crowd.pace(number(1), milliseconds(2), whole(3));
  else throw std::runtime_error("no such command: " + command);
}

void watch(int epoll, int fd, uint32_t name) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u32 = name;
  epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

// False at the end of the input.
bool read_commands(Crowd& crowd, std::string& unread) {
  char buffer[65'536];
  ssize_t size = read(STDIN_FILENO, buffer, sizeof buffer);
  if (size <= 0) return false;
  unread.append(buffer, static_cast<size_t>(size));
  size_t start = 0;
  for (size_t end = unread.find('\n'); end != unread.npos; end = unread.find('\n', start)) {
    obey(crowd, split(unread.substr(start, end - start)));
    start = end + 1;
  }
  unread.erase(0, start);
  return true;
}

void run(const std::vector<int>& ports) {
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  int timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  Crowd crowd(ports, epoll);
  std::string unread;
  std::vector<epoll_event> events(1024);
  watch(epoll, STDIN_FILENO, kInput);
  watch(epoll, timer, kTimer);
  for (;;) {
    itimerspec due{};
    due.it_value.tv_nsec = std::max<int64_t>(crowd.tick(), 1'000);
    timerfd_settime(timer, 0, &due, nullptr);
    int count = epoll_wait(epoll, events.data(), static_cast<int>(events.size()), -1);
    for (int index = 0; index < count; index += 1) {
      const epoll_event& event = events[static_cast<size_t>(index)];
      if (event.data.u32 == kTimer) {
        uint64_t expirations;
        if (read(timer, &expirations, sizeof expirations) < 0) continue;
      } else if (event.data.u32 == kInput) {
        if (!read_commands(crowd, unread)) return;
      } else {
        crowd.ready(static_cast<int>(event.data.u32), event.events);
      }
    }
  }
}
}  // namespace

int main(int count, char** words) {
  std::signal(SIGPIPE, SIG_IGN);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  try {
    std::vector<int> ports;
    for (int index = 1; index < count; index += 1) ports.push_back(std::atoi(words[index]));
    if (ports.empty()) throw std::runtime_error("no port");
    run(ports);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "load: %s\n", error.what());
    return 1;
  }
}
