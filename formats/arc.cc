// ARC records: a line of fields parted by spaces, and a block of a declared length.
//
//     URL IP-address date media-type length                                          (version 1)
//     URL IP-address date media-type status checksum location offset file-name length (version 2)
//
// Addresses hold spaces at times, so the line is read from its end.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/arc.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "article/text.h"
#include "formats/header_block.h"
#include "formats/web_archive.h"
#include "formats/web_capture.h"

namespace backfile {

namespace {

constexpr std::size_t kLongestLine = 8 * 1024;
constexpr std::size_t kFieldsAfterDate1 = 2;
constexpr std::size_t kFieldsAfterDate2 = 7;

bool IsNumber(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}
bool IsDate(std::string_view text) { return IsNumber(text) && text.size() == 14; }

struct ArcLine {
  Capture capture;
  std::int64_t length = 0;
  std::size_t size = 0;  // Of the line with its end.
};

std::optional<ArcLine> ParseLine(std::string_view text) {
  const std::size_t end = text.substr(0, kLongestLine).find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  const std::vector<std::string> fields = SplitList(line, " \t\r");
  for (const std::size_t after : {kFieldsAfterDate1, kFieldsAfterDate2}) {
    if (fields.size() < after + 3) continue;
    const std::size_t date = fields.size() - 1 - after;
    if (!IsDate(fields[date]) || !IsNumber(fields.back())) continue;
    ArcLine found;
    found.size = end + 1;
    found.capture.url = Trim(line.substr(0, line.find(" " + fields[date - 1] + " ")));
    found.capture.captured = fields[date];
    found.capture.media_type = LowerAscii(fields[date + 1]);
    found.capture.is_http = found.capture.url.starts_with("http");
    const std::string& length = fields.back();
    const auto result = std::from_chars(length.data(), length.data() + length.size(), found.length);
    if (result.ec != std::errc() || found.capture.url.find(':') == std::string::npos) continue;
    return found;
  }
  return std::nullopt;
}

std::optional<CaptureHeader> ParseRecord(std::string_view text) {
  const auto line = ParseLine(text);
  if (!line) return std::nullopt;
  const std::string_view head = text.substr(line->size);  // The length may lie.
  return CaptureHeader{line->size, line->length,
                       line->length > 0 && MayHoldArticle(line->capture, head)};
}

// A record begins with a line whose first word is an address.
std::size_t FindRecord(std::string_view text, std::size_t from) {
  constexpr std::array<std::string_view, 6> kSchemes = {
      "http://", "https://", "dns:", "filedesc://", "ftp://", "warcinfo:"};
  while (from < text.size()) {
    const std::string_view rest = text.substr(from, 16);
    const auto begins = [&](std::string_view scheme) { return rest.starts_with(scheme); };
    if (std::ranges::any_of(kSchemes, begins) && ParseLine(text.substr(from))) return from;
    const std::size_t end = text.find('\n', from);
    if (end == std::string_view::npos) break;
    from = end + 1;
  }
  return std::string_view::npos;
}

}  // namespace

int SniffArc(const Head& head) {
  return head.bytes.starts_with("filedesc://") && ParseLine(head.bytes) ? 99 : 0;
}

std::unique_ptr<Splitter> SplitArc(ByteStream* in, const ReadOptions& options) {
  return SplitCaptures(in, options.limits, {ParseRecord, FindRecord});
}

void ReadArc(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems) {
  const auto line = ParseLine(record.bytes);
  if (!line) {
    problems->push_back({Reason::kBadRecord, {}, "it has no ARC line"});
    return;
  }
  const std::string_view block = std::string_view(record.bytes).substr(line->size);
  ReadCapture(line->capture, block, options, articles, problems);
}

}  // namespace backfile
