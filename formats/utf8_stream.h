// A stream that gives UTF-16 as UTF-8 and everything else as it is.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>

#include "formats/stream.h"

namespace backfile {

// Told by the byte order mark, or by the zero beside a first '<'. Surrogates without a partner
// become U+FFFD. The stream behind must outlive it.
class Utf8Stream : public ByteStream {
 public:
  explicit Utf8Stream(ByteStream* in) : in_(in) {}
  std::size_t Read(char* to, std::size_t size) override;
  std::optional<Problem> problem() const override { return in_.problem(); }

 private:
  enum class Kind { kUnknown, kNarrow, kLittle, kBig };
  void Look();
  void Convert();  // Fills ready_ if there is anything left.

  PeekStream in_;
  Kind kind_ = Kind::kUnknown;
  std::string ready_;
  std::size_t given_ = 0;
};

}  // namespace backfile
