// How large, how deep and how many: the bounds within which input is read. Defaults of
// docs/formats.md.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>

namespace backfile {

struct Limits {
  std::int64_t max_member_bytes = 100'000'000;       // One member read whole.
  std::int64_t max_record_bytes = 100'000'000;       // One record of a stream.
  std::int64_t max_text_bytes = 20'000'000;          // The text of one article.
  std::int64_t max_title_bytes = 1'000;              // A title; the rest is cut off.
  std::int64_t max_header_bytes = 64'000;            // One header line.
  std::int64_t max_archive_bytes = 200'000'000'000;  // All that comes out of one archive,
  int max_ratio = 100;                               // and at most this many times its own size
  std::int64_t ratio_free_bytes = 10'000'000;        // after the first bytes.
  std::int64_t max_entries = 10'000'000;             // In one archive.
  int max_nesting = 10;                              // Archives within archives.
  int max_filters = 2;                               // Compressions on top of one another.
  int max_xml_depth = 100;
  int max_json_depth = 256;
  int max_html_depth = 512;
  int max_mime_depth = 50;
};

}  // namespace backfile
