#include "crowd.h"

#include <sys/epoll.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

#include "web_socket.h"

int64_t monotonic_now() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
}

void Crowd::add(const std::string& room, const std::string& token, bool is_deaf) {
  auto [found, is_new] = indices_.try_emplace(room, static_cast<int>(rooms_.size()));
  if (is_new) {
    rooms_.emplace_back();
    rooms_.back().id = room;
  }
  Connection& connection = connections_.emplace_back();
  connection.index = static_cast<int>(connections_.size()) - 1;
  connection.room = found->second;
  connection.token = token;
  connection.is_deaf = is_deaf;
  room_of(connection).members.push_back(connection.index);
}

std::string Crowd::fill(const Template& text, const Connection& connection, std::string_view own) {
  const Room& room = room_of(connection);
  return text.fill([&](const std::string& name) -> std::string {
    char value[64];
    if (name == "room") return room.id;
    if (name == "epoch") return room.epoch;
    if (name == "text") return std::string(own);
    if (name == "n") return std::to_string(connection.posted + 1);
    auto posted = static_cast<unsigned long long>(connection.posted);
    std::snprintf(value, sizeof value, "%08d%014llu", connection.index, name == "id" ? posted : 0);
    return value;
  });
}

void Crowd::ready(int index, uint32_t events) {
  static std::vector<char> buffer(1 << 20);
  Connection& connection = connections_[static_cast<size_t>(index)];
  if (connection.fd < 0) return;
  if (events & EPOLLOUT) connection.flush(epoll_);
  if (!(events & (EPOLLIN | EPOLLHUP | EPOLLERR))) return;
  if (connection.is_deaf && connection.status == Status::open) {
    if (events & (EPOLLHUP | EPOLLERR)) connection.close();
    return;
  }
  ssize_t size = read(connection.fd, buffer.data(), buffer.size());
  if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (size <= 0) return lose(connection);
  now_ = monotonic_now();
  bytes_ += static_cast<uint64_t>(size);
  reads_ += 1;
  connection.feed({buffer.data(), static_cast<size_t>(size)},
                  [&](const Frame& frame) { take(connection, frame); });
}

void Crowd::lose(Connection& connection) {
  if (connection.status != Status::open && opening_ > 0) opening_ -= 1;
  if (!connection.is_deaf) lost_ += 1;
  connection.close();
}

void Crowd::take(Connection& connection, const Frame& frame) {
  if (frame.opcode == kPing) {
    connection.write(client_frame(frame.payload, kPong), epoll_);
  } else if (frame.opcode == kClose) {
    lose(connection);
  } else if (!dialect.question.empty() && frame.payload == dialect.question) {
    connection.write(client_frame(dialect.answer), epoll_);
  } else if (connection.status == Status::opening) {
    advance(connection, &frame);
  } else {
    hear(connection, frame.payload);
  }
}

// Most frames bear one message or none. One with several catches up from history, and may repeat what was heard before.
void Crowd::hear(Connection& connection, std::string_view payload) {
  auto mark = take_mark(payload);
  if (!mark) {
    others_ += 1;
    return;
  }
  auto next = take_mark(payload);
  if (!next) return count(connection, *mark, false);
  catch_ups_ += 1;
  for (; mark; mark = next, next = take_mark(payload)) count(connection, *mark, true);
}

// Sends what is next, up to the next thing to wait for.
void Crowd::advance(Connection& connection, const Frame* frame) {
  const auto& steps = dialect.opening;
  if (frame->opcode != kUpgrade && connection.step < steps.size()) {
    std::string awaited = fill(steps[connection.step].text, connection);
    if (frame->payload.find(awaited) == std::string_view::npos) return;
    connection.step += 1;
    constexpr std::string_view kEpoch = "\"epoch\":\"";
    size_t at = frame->payload.find(kEpoch);
    if (at != std::string_view::npos)
      room_of(connection).epoch = frame->payload.substr(at + kEpoch.size(), 11);
  }
  for (; connection.step < steps.size() && steps[connection.step].is_send; connection.step += 1)
    connection.write(client_frame(fill(steps[connection.step].text, connection)), epoll_);
  if (connection.step < steps.size()) return;
  connection.status = Status::open;
  opening_ -= 1;
  opened_ += 1;
  if (connection.is_deaf) connection.ignore(epoll_);
}

void Crowd::count(Connection& connection, const Mark& mark, bool may_repeat) {
  Room& room = room_of(connection);
  if (mark.poster >= room.posters.size() || connection.next.size() <= mark.poster) return;
  Poster& poster = room.posters[mark.poster];
  // Of an earlier phase that was given up.
  if (mark.number < poster.base) return;
  uint64_t& next = connection.next[mark.poster];
  if (mark.number < next) {
    if (!may_repeat) twice_ += 1;
    return;
  }
  skipped_ += mark.number - next;
  next = mark.number + 1;
  connection.order = connection.order * 31 + (mark.number << 7 | mark.poster) + 1;
  delivered_ += 1;
  last_heard_ = now_;
  double due = static_cast<double>((mark.number - poster.base) * turns_.size() + poster.turn) * period_;
  delays_.add(now_ - (period_ > 0 ? started_ + static_cast<int64_t>(due) : poster.posted_at));
  if (period_ > 0 || --poster.remaining > 0) return;
  bool goes_on = limit_ > 0 ? poster.posted - poster.base < limit_ : now_ < deadline_;
  if (goes_on) post(room, mark.poster);
  else active_ -= 1;
}

void Crowd::post(Room& room, size_t index) {
  Poster& poster = room.posters[index];
  Connection& connection = connections_[static_cast<size_t>(poster.connection)];
  std::string frames;
  for (size_t count = 0; count < in_a_row_; count += 1) {
    std::string text = text_of(index, poster.posted, dialect.size);
    frames += client_frame(fill(dialect.post, connection, text));
    poster.posted += 1;
    connection.posted += 1;
  }
  poster.remaining = room.listeners.size() * in_a_row_;
  poster.posted_at = monotonic_now();
  messages_ += in_a_row_;
  expected_ += poster.remaining;
  if (connection.fd >= 0) connection.write(frames, epoll_);
}
