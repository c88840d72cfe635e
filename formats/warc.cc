// WARC records: a header block, and a block of a declared length.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/warc.h"

#include <algorithm>
#include <charconv>

#include "article/text.h"
#include "formats/header_block.h"
#include "formats/web_archive.h"
#include "formats/web_capture.h"

namespace backfile {

namespace {

constexpr std::string_view kMark = "WARC/";

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// "WARC/1.0" and a line end.
bool BeginsRecord(std::string_view text) {
  if (!text.starts_with(kMark) || text.size() < kMark.size() + 2) return false;
  const std::string_view version = Trim(text.substr(kMark.size(), text.find('\n') - kMark.size()));
  return version.size() >= 3 && version.size() <= 8 && IsDigit(version[0]) &&
         std::ranges::all_of(version, [](char c) { return IsDigit(c) || c == '.'; });
}

// The header at the beginning of a text, if it is one. A header that another one begins in is none;
// that also bounds how far a text full of them is looked through.
std::optional<HeaderBlock> ParseHeader(std::string_view text) {
  if (!BeginsRecord(text)) return std::nullopt;
  const HeaderBlock header = ParseHeaderBlock(text.substr(0, text.find("\nWARC/")));
  if (!header.is_complete || header.fields.empty()) return std::nullopt;
  return header;
}

std::optional<std::int64_t> LengthOf(const HeaderBlock& header) {
  const std::string_view written = header.Find("Content-Length");
  std::int64_t length = 0;
  const auto [stop, error] =
      std::from_chars(written.data(), written.data() + written.size(), length);
  if (error != std::errc() || stop != written.data() + written.size() || length < 0) {
    return std::nullopt;
  }
  return length;
}

// wget 1.14 to 1.19 wrote the address in angle brackets.
std::string_view AddressOf(const HeaderBlock& header) {
  std::string_view url = header.Find("WARC-Target-URI");
  if (url.starts_with('<') && url.ends_with('>')) url = url.substr(1, url.size() - 2);
  return Trim(url);
}

Capture CaptureOf(const HeaderBlock& header) {
  Capture capture;
  capture.url = AddressOf(header);
  capture.captured = header.Find("WARC-Date");
  capture.media_type = MediaTypeOf(header.Find("Content-Type"));
  capture.is_http = capture.media_type == "application/http" || capture.media_type.empty();
  return capture;
}

bool IsPageRecord(std::string_view type) {
  return type == "response" || type == "resource" || type == "conversion";
}

std::optional<CaptureHeader> ParseRecord(std::string_view text) {
  const auto header = ParseHeader(text);
  if (!header) return std::nullopt;
  const auto length = LengthOf(*header);
  if (!length) return std::nullopt;
  CaptureHeader record{header->size, *length, false};
  const std::string_view head = text.substr(header->size);  // The length may lie.
  record.is_wanted = *length > 0 && IsPageRecord(LowerAscii(header->Find("WARC-Type"))) &&
                     MayHoldArticle(CaptureOf(*header), head);
  return record;
}

std::size_t FindRecord(std::string_view text, std::size_t from) {
  for (;;) {
    const std::size_t at = text.find(kMark, from);
    if (at == std::string_view::npos) return at;
    const bool begins_line = at == from || text[at - 1] == '\n';
    if (begins_line && BeginsRecord(text.substr(at))) return at;
    from = at + 1;
    if (from >= text.size()) return std::string_view::npos;
  }
}

}  // namespace

int SniffWarc(const Head& head) { return BeginsRecord(Trim(head.bytes)) ? 99 : 0; }

std::unique_ptr<Splitter> SplitWarc(ByteStream* in, const ReadOptions& options) {
  return SplitCaptures(in, options.limits, {ParseRecord, FindRecord});
}

void ReadWarc(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  const auto header =
      ParseHeader(std::string_view(record.bytes)
                      .substr(0, static_cast<std::size_t>(options.limits.max_header_bytes)));
  if (!header) {
    problems->push_back({Reason::kBadRecord, {}, "it has no WARC header"});
    return;
  }
  const std::string_view block = std::string_view(record.bytes).substr(header->size);
  ReadCapture(CaptureOf(*header), block, options, articles, problems);
}

}  // namespace backfile
