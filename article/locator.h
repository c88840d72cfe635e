// A Locator says where an article was read: archive, members inside it, place in the innermost one.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace backfile {

class ByteReader;
class ByteWriter;

// Names are bytes as the archive holds them: they may be invalid UTF-8 and are never used as paths.
struct Locator {
  std::string archive;  // The file given or found on disk.
  std::vector<std::string>
      members;  // Outermost first; empty if the archive is the document itself.
  // First byte and number of bytes of the record in the innermost member (after decompression);
  // absent when the whole member is one record.
  std::optional<std::int64_t> offset;
  std::optional<std::int64_t> length;

  friend auto operator<=>(const Locator&, const Locator&) = default;
  friend bool operator==(const Locator&, const Locator&) = default;
};

// As bytes and back, but for the archive. Unpacking is total; the reader's ok() tells.
void PackLocator(const Locator& locator, ByteWriter* out);
Locator UnpackLocator(ByteReader* in);

// "archive.tar » folder/inner.zip » a.txt @1234", with control characters and invalid bytes
// escaped.
std::string ToString(const Locator& locator);

}  // namespace backfile
