// Fast, stable digests of content: what tells that two things are the same, not that nobody forged
// them.
//
// XXH3 of xxHash (Debian libxxhash), whose output is frozen since 0.8.0: digests may be stored.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace backfile {

std::uint64_t Digest(std::string_view bytes);

// The same, piece by piece: of all that was added as if it were one text.
class RunningDigest {
 public:
  RunningDigest();
  ~RunningDigest();
  RunningDigest(const RunningDigest&) = delete;
  RunningDigest& operator=(const RunningDigest&) = delete;
  void Add(std::string_view bytes);
  std::uint64_t value() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A digest over several fields, so that ("ab","c") and ("a","bc") differ.
class FieldDigest {
 public:
  void Add(std::string_view field);
  void Add(std::uint64_t number);
  std::uint64_t value() const { return state_; }

 private:
  std::uint64_t state_ = 0;
};

std::string Hex16(std::uint64_t value);  // 16 lower-case hexadecimal digits.

}  // namespace backfile
