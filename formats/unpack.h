// Compressed bytes in memory or on their way: gzip, deflate, brotli, zstd.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/stream.h"

namespace backfile {

enum class Unpacking { kWhole, kCutShort, kTooLarge };

// Unpacks what an HTTP Content-Encoding names ("gzip", "deflate", "br", "zstd", "identity") and
// appends it to `out`. kCutShort: it is damaged or breaks off (or is not compressed that way at
// all, then nothing was appended); kTooLarge: there is more than `max_bytes`. What was unpacked
// before is kept either way. An unknown encoding is kCutShort.
Unpacking Unpack(std::string_view bytes, std::string_view encoding, std::int64_t max_bytes,
                 std::string* out);

// What a gzip or zstd stream holds, one member or frame after the other, as web archives have them:
// a damaged gzip member is reported by problem() once the stream is at its end, and reading goes on
// with the next one; a zstd stream may begin with its dictionary in a skippable frame (the
// .warc.zst convention). `in` must outlive it.
class MembersStream : public ByteStream {
 public:
  // Where in `in` the member begins whose content begins at this place of what is read. nullopt:
  // none begins just there, or what came before it is damaged. Requires: places ascend.
  virtual std::optional<std::int64_t> PlaceOf(std::int64_t content_offset) {
    static_cast<void>(content_offset);
    return std::nullopt;
  }
};
std::unique_ptr<MembersStream> OpenMembers(ByteStream* in, std::string_view head);

// Whether OpenMembers can read what begins like this.
bool LooksLikeMembers(std::string_view head);

}  // namespace backfile
