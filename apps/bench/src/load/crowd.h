// All connections of this process: opens them, lets them post, and checks that every message reaches everybody once and in
// the order in which it was posted.
#pragma once
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "connection.h"
#include "histogram.h"
#include "room.h"
#include "template.h"

// What a connection does before it counts as open: sends something, or waits for a frame that holds a text.
struct Step {
  bool is_send;
  Template text;
};

struct Dialect {
  Template path, post;
  std::vector<Step> opening;
  // A frame that is exactly this is answered with that.
  std::string question, answer;
  size_t size = 100;
};

class Crowd {
 public:
  Crowd(const std::vector<int>& ports, int epoll) : ports_(ports), epoll_(epoll) {}

  Dialect dialect;

  void add(const std::string& room, const std::string& token, bool is_deaf);
  // Rooms in which is posted; all when empty.
  void limit_to(const std::string& room) { only_ = room; }

  void connect(size_t window);
  // Each poster posts so many in a row again as soon as everybody has what it posted last.
  void saturate(int64_t nanoseconds, size_t posters, size_t in_a_row);
  // One poster in each room posts so many, one after the other.
  void fill_up(uint64_t count);
  // So many messages a second over all rooms, whatever comes of them.
  void pace(double per_second, int64_t nanoseconds, size_t posters);

  void ready(int index, uint32_t events);
  // What is due; gives the nanoseconds until there is more, at most 10 ms.
  int64_t tick();

 private:
  enum class Phase { none, connecting, saturating, pacing };

  Room& room_of(const Connection& connection) { return rooms_[static_cast<size_t>(connection.room)]; }
  std::string fill(const Template& text, const Connection& connection, std::string_view own = {});
  void take(Connection& connection, const Frame& frame);
  void advance(Connection& connection, const Frame* frame);
  void hear(Connection& connection, std::string_view payload);
  void count(Connection& connection, const Mark& mark, bool may_repeat);
  void post(Room& room, size_t poster);
  void lose(Connection& connection);
  void begin(Phase phase, size_t posters, size_t in_a_row = 1);
  void post_all();
  void tick_connecting();
  int64_t tick_pacing();
  void finish_connecting();
  void finish();
  std::string quantiles() const;
  size_t unlike_rooms() const;

  std::vector<int> ports_;
  int epoll_;
  std::deque<Connection> connections_;
  std::vector<Room> rooms_;
  std::unordered_map<std::string, int> indices_;
  std::string only_;
  // What is not there by then, with nothing coming any more, is lost.
  int64_t patience_ = 5'000'000'000;

  Phase phase_ = Phase::none;
  int64_t now_ = 0, started_ = 0, deadline_ = 0, last_heard_ = 0;
  // Of connecting.
  size_t window_ = 0, opening_ = 0, dialled_ = 0, opened_ = 0, lost_ = 0;
  // Of posting.
  std::vector<std::pair<int, size_t>> turns_;
  size_t active_ = 0, in_a_row_ = 1;
  uint64_t limit_ = 0;
  double period_ = 0;
  uint64_t messages_ = 0, expected_ = 0, delivered_ = 0, twice_ = 0, skipped_ = 0, others_ = 0, bytes_ = 0;
  uint64_t catch_ups_ = 0, reads_ = 0;
  Histogram delays_;
};

int64_t monotonic_now();
