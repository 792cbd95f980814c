// What the crowd does: one phase at a time, each with a line of JSON at its end.
#include <algorithm>
#include <cinttypes>
#include <cstdio>

#include "crowd.h"

namespace {
constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kMostPatience = 15 * kSecond;
constexpr int64_t kOpeningPatience = 90 * kSecond;
constexpr int64_t kFillingPatience = 60 * kSecond;
constexpr int64_t kTick = 10'000'000;
}  // namespace

void Crowd::connect(size_t window) {
  phase_ = Phase::connecting;
  window_ = window;
  started_ = now_ = monotonic_now();
  opened_ = lost_ = 0;
  bytes_ = 0;
}

int64_t Crowd::tick() {
  now_ = monotonic_now();
  if (phase_ == Phase::connecting) tick_connecting();
  if (phase_ == Phase::saturating) {
    bool is_stuck = now_ > std::max(deadline_, last_heard_) + patience_;
    if (active_ == 0 || is_stuck) finish();
  }
  return phase_ == Phase::pacing ? tick_pacing() : kTick;
}

void Crowd::tick_connecting() {
  while (opening_ < window_ && dialled_ < connections_.size()) {
    Connection& connection = connections_[dialled_++];
    opening_ += 1;
    connection.dial(ports_[static_cast<size_t>(connection.index) % ports_.size()], epoll_);
    std::string credentials =
        connection.token.empty() ? "" : "Authorization: Bearer " + connection.token + "\r\n";
    connection.write("GET " + fill(dialect.path, connection) +
                         " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                         "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                         credentials + "\r\n",
                     epoll_);
  }
  bool is_done = dialled_ == connections_.size() && opening_ == 0;
  if (is_done || now_ > started_ + kOpeningPatience) finish_connecting();
}

void Crowd::finish_connecting() {
  phase_ = Phase::none;
  std::printf("{\"opened\":%zu,\"lost\":%zu,\"seconds\":%.6f,\"bytes\":%" PRIu64 "}\n", opened_, lost_ + opening_,
              static_cast<double>(now_ - started_) / kSecond, bytes_);
  opening_ = 0;
}

void Crowd::begin(Phase phase, size_t posters, size_t in_a_row) {
  phase_ = phase;
  in_a_row_ = in_a_row;
  turns_.clear();
  for (size_t index = 0; index < rooms_.size(); index += 1) {
    Room& room = rooms_[index];
    room.listeners.clear();
    for (int member : room.members) {
      const Connection& connection = connections_[static_cast<size_t>(member)];
      if (connection.status == Status::open && !connection.is_deaf) room.listeners.push_back(member);
    }
    size_t count = std::min(posters, room.listeners.size());
    while (room.posters.size() < count) {
      room.posters.emplace_back();
      room.posters.back().connection = room.listeners[room.posters.size() - 1];
    }
    for (Poster& poster : room.posters) poster.base = poster.posted;
    for (int member : room.listeners) {
      Connection& connection = connections_[static_cast<size_t>(member)];
      connection.order = 0;
      connection.next.clear();
      for (const Poster& poster : room.posters) connection.next.push_back(poster.posted);
    }
    if (!only_.empty() && room.id != only_) continue;
    for (size_t poster = 0; poster < count; poster += 1) {
      room.posters[poster].turn = turns_.size();
      turns_.emplace_back(static_cast<int>(index), poster);
    }
  }
  messages_ = expected_ = delivered_ = twice_ = skipped_ = others_ = bytes_ = lost_ = catch_ups_ = reads_ = 0;
  delays_.clear();
  started_ = now_ = last_heard_ = monotonic_now();
}

void Crowd::saturate(int64_t nanoseconds, size_t posters, size_t in_a_row) {
  begin(Phase::saturating, posters, in_a_row);
  limit_ = 0;
  deadline_ = started_ + nanoseconds;
  post_all();
}

void Crowd::fill_up(uint64_t count) {
  begin(Phase::saturating, 1);
  limit_ = count;
  deadline_ = started_ + kFillingPatience;
  post_all();
}

void Crowd::post_all() {
  period_ = 0;
  active_ = turns_.size();
  for (auto [room, poster] : turns_) post(rooms_[static_cast<size_t>(room)], poster);
}

void Crowd::pace(double per_second, int64_t nanoseconds, size_t posters) {
  begin(Phase::pacing, posters);
  period_ = static_cast<double>(kSecond) / per_second;
  deadline_ = started_ + nanoseconds;
}

int64_t Crowd::tick_pacing() {
  for (;;) {
    int64_t due = started_ + static_cast<int64_t>(static_cast<double>(messages_) * period_);
    if (due >= deadline_) break;
    if (due > now_) return std::min(due - now_, kTick);
    auto [room, poster] = turns_[messages_ % turns_.size()];
    post(rooms_[static_cast<size_t>(room)], poster);
  }
  bool is_stuck = now_ > std::max(deadline_, last_heard_) + patience_ || now_ > deadline_ + kMostPatience;
  if (delivered_ == expected_ || is_stuck) finish();
  return kTick;
}

size_t Crowd::unlike_rooms() const {
  return static_cast<size_t>(std::count_if(rooms_.begin(), rooms_.end(), [&](const Room& room) {
    return std::any_of(room.listeners.begin(), room.listeners.end(), [&](int member) {
      const auto order = [&](int index) { return connections_[static_cast<size_t>(index)].order; };
      return order(member) != order(room.listeners.front());
    });
  }));
}

std::string Crowd::quantiles() const {
  char text[160];
  std::snprintf(text, sizeof text, "\"p50\":%.4f,\"p99\":%.4f,\"p999\":%.4f,\"longest\":%.4f", delays_.quantile(0.5),
                delays_.quantile(0.99), delays_.quantile(0.999), delays_.max());
  return text;
}

void Crowd::finish() {
  phase_ = Phase::none;
  double seconds = static_cast<double>(std::max(last_heard_, started_ + 1) - started_) / kSecond;
  std::printf("{\"messages\":%" PRIu64 ",\"deliveries\":%" PRIu64 ",\"missing\":%" PRIu64 ",\"twice\":%" PRIu64
              ",\"skipped\":%" PRIu64 ",\"unlike\":%zu,\"lost\":%zu,\"catchUps\":%" PRIu64 ",\"others\":%" PRIu64 ",\"bytes\":%" PRIu64 ",\"reads\":%" PRIu64
              ",\"seconds\":%.6f,%s}\n",
              messages_, delivered_, expected_ - delivered_, twice_, skipped_, unlike_rooms(), lost_, catch_ups_, others_, bytes_, reads_,
              seconds, quantiles().c_str());
}
