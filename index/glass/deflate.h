// Compression as glass has it: raw deflate streams, which any reader of the format inflates.
//
// libdeflate, not zlib: as small, and measured twice as fast on tags of a kilobyte
// (docs/decisions/0012-direct-writer.md).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct libdeflate_compressor;

namespace backfile::glass {

class Deflater {
 public:
  Deflater();
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  // The bytes deflated, or nothing if that would not make them smaller. Valid until the next call.
  std::string_view Deflate(std::string_view bytes);

 private:
  libdeflate_compressor* compressor_;
  std::string buffer_;
};

}  // namespace backfile::glass
