// Counts of durations in buckets of about 1 %: millions of values in a few kilobytes.
#pragma once
#include <array>
#include <bit>
#include <cstdint>

class Histogram {
 public:
  void add(int64_t nanoseconds) {
    uint64_t value = nanoseconds > 0 ? static_cast<uint64_t>(nanoseconds) : 0;
    counts_[index_of(value)] += 1;
    count_ += 1;
    if (value > max_) max_ = value;
  }

  void clear() { *this = Histogram(); }

  uint64_t count() const { return count_; }

  // Milliseconds below which this share of the values is.
  double quantile(double share) const {
    uint64_t rank = static_cast<uint64_t>(share * static_cast<double>(count_));
    uint64_t seen = 0;
    for (size_t index = 0; index < counts_.size(); index += 1) {
      seen += counts_[index];
      if (counts_[index] > 0 && seen > rank) return static_cast<double>(value_of(index)) / 1e6;
    }
    return max();
  }

  double max() const { return static_cast<double>(max_) / 1e6; }

 private:
  static constexpr unsigned kBits = 6;
  static constexpr uint64_t kSteps = 1 << kBits;

  static size_t index_of(uint64_t value) {
    if (value < kSteps) return value;
    unsigned shift = static_cast<unsigned>(std::bit_width(value)) - 1 - kBits;
    return (shift + 1) * kSteps + ((value >> shift) - kSteps);
  }

  // The middle of a bucket.
  static uint64_t value_of(size_t index) {
    if (index < kSteps) return index;
    unsigned shift = static_cast<unsigned>(index / kSteps) - 1;
    return ((index % kSteps + kSteps) << shift) + (shift > 0 ? uint64_t{1} << (shift - 1) : 0);
  }

  std::array<uint64_t, kSteps*(64 - kBits + 1)> counts_{};
  uint64_t count_ = 0;
  uint64_t max_ = 0;
};
