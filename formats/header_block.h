// "Name: value" lines up to an empty one, as HTTP, WARC and mail have them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace backfile {

// Views point into the text it was read from, which must outlive it.
struct HeaderBlock {
  std::string_view first_line;  // "HTTP/1.1 200 OK", "WARC/1.0".
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  std::size_t size = 0;      // Bytes up to what follows the empty line.
  bool is_complete = false;  // The empty line was found.

  // The value of the first field of that name, case ignored; empty if there is none.
  std::string_view Find(std::string_view name) const;
};

// Reads a block whose first line is not a field. Lines end in LF or CR LF; a line that begins with
// white space continues the one before; a line without a colon is passed over.
HeaderBlock ParseHeaderBlock(std::string_view text);

// "Text/HTML; charset=\"utf-8\"": the media type in lower case, and one parameter of it without
// quotation marks; empty if not said.
std::string MediaTypeOf(std::string_view content_type);
std::string ParameterOf(std::string_view content_type, std::string_view name);

std::string LowerAscii(std::string_view text);

}  // namespace backfile
