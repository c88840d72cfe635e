// Any bytes as a web archive of the simplest kind, "#25" or "#25+" in front of a block of 25 bytes:
// however lengths lie, records lie one behind the other, and each is as it stands there.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/web_archive.h"

#include <charconv>
#include <string_view>

#include "tests/fuzz/require.h"

namespace backfile {
namespace {

std::optional<CaptureHeader> Parse(std::string_view text) {
  const std::size_t end = text.find('\n');
  if (!text.starts_with('#') || end == std::string_view::npos) return std::nullopt;
  CaptureHeader header;
  header.header_bytes = end + 1;
  const auto [stop, error] =
      std::from_chars(text.data() + 1, text.data() + end, header.block_bytes);
  if (error != std::errc() || header.block_bytes < 0) return std::nullopt;
  header.is_wanted = *stop == '+';
  return header;
}

std::size_t Find(std::string_view text, std::size_t from) {
  if (from == 0 && text.starts_with('#')) return 0;
  const std::size_t at = text.find("\n#", from == 0 ? 0 : from - 1);
  return at == std::string_view::npos ? at : at + 1;
}

}  // namespace
}  // namespace backfile

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace backfile;
  const std::string_view bytes = Bytes(data, size);
  Limits limits;
  limits.max_record_bytes = 1'000;
  limits.max_header_bytes = 20;
  MemoryStream in(bytes);
  const auto splitter = SplitCaptures(&in, limits, {Parse, Find});
  Problems problems;
  std::size_t end = 0;
  while (const auto piece = splitter->Next(&problems)) {
    const auto begin = static_cast<std::size_t>(piece->offset);
    Require(begin >= end && piece->bytes.size() <= 1'000);
    Require(bytes.substr(begin, piece->bytes.size()) == piece->bytes);
    end = begin + piece->bytes.size();
  }
  for (const Problem& problem : problems) {
    if (problem.where.offset) Require(*problem.where.offset <= static_cast<std::int64_t>(size));
  }
  return 0;
}
