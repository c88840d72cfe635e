// Cutting web archives: records with a header and a length that may lie.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "formats/limits.h"
#include "formats/stream.h"

namespace backfile {

// What the beginning of a record says of it.
struct CaptureHeader {
  std::size_t header_bytes = 0;
  std::int64_t block_bytes = 0;  // As declared.
  // Whether it may hold an article; asked with the first bytes of the block.
  bool is_wanted = false;
};

// How the records of one kind of web archive are told. Both functions must be total.
struct CaptureLayout {
  // The header that `text` begins with (text holds it whole if it is one), or nullopt.
  std::optional<CaptureHeader> (*parse)(std::string_view text);
  // Where, from `from` on, the next header may begin at the start of a line; npos: nowhere.
  std::size_t (*find)(std::string_view text, std::size_t from);
};

// A piece from each wanted record: its header and block as they stand in the archive. Others are
// skipped without being held. A declared length that does not end where the next record begins is
// not believed: the record then ends where one does begin. What lies between records is reported.
std::unique_ptr<Splitter> SplitCaptures(ByteStream* in, const Limits& limits,
                                        const CaptureLayout& layout);

}  // namespace backfile
