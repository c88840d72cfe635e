// Any bytes to a reader: no crash, and nothing but valid UTF-8 comes out.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "article/text.h"
#include "formats/formats.h"
#include "formats/stream.h"
#include "tests/fuzz/require.h"

namespace backfile {

// Reads the bytes as one format: sniffed, cut into records, understood. Records must lie within the
// bytes, one after the other, and all that is read must be valid UTF-8.
inline void FuzzReader(std::string_view format_name, const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = Bytes(data, size);
  const Format* format = FindFormat(format_name);
  Require(format != nullptr);
  format->sniff({"fuzz", bytes.substr(0, kSniffBytes)});
  ReadOptions options;
  options.limits.max_member_bytes = 1'000'000;
  options.limits.max_record_bytes = 1'000'000;
  Problems problems;
  const auto read = [&](Record record) {
    for (const Article& article : ReadRecord(record, options, &problems)) {
      for (const std::string* text : {&article.title, &article.subtitle, &article.body,
                                      &article.source, &article.url, &article.section}) {
        Require(IsValidUtf8(*text));
      }
      for (const std::string& name : article.byline) Require(IsValidUtf8(name));
    }
  };
  if (format->split == nullptr) return read({{}, format->name, std::string(bytes), ""});
  MemoryStream stream(bytes);
  const auto splitter = format->split(&stream, options);
  std::int64_t last = 0;
  while (auto piece = splitter->Next(&problems)) {
    Require(piece->offset >= last);
    last = piece->offset + static_cast<std::int64_t>(piece->bytes.size());
    // UTF-16 is cut as UTF-8, in which two bytes may be three, and one that is left over.
    Require(last <= static_cast<std::int64_t>(size) * 3);
    read({{}, format->name, std::move(piece->bytes), std::move(piece->context)});
  }
}

}  // namespace backfile
