// HTTP answers as archives hold them, which is not always as the standard has them.
//
// A header may say "chunked" of a body that is not, and "gzip" of one that the crawler has unpacked
// already: an encoding that does not fit the bytes is passed over, and what can be read is read.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/web_capture.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "article/news_date.h"
#include "article/text.h"
#include "formats/embedded.h"
#include "formats/header_block.h"
#include "formats/html_page.h"
#include "formats/media.h"
#include "formats/unpack.h"

namespace backfile {

namespace {

struct Answer {
  int status = 0;
  std::string media_type;
  std::string charset;
  std::string encodings;
  bool is_chunked = false;
  std::string_view body;
};

bool LooksLikeAnswer(std::string_view block) { return block.starts_with("HTTP/"); }

Answer ParseAnswer(std::string_view block) {
  const HeaderBlock header = ParseHeaderBlock(block);
  Answer answer;
  const std::size_t space = std::min(header.first_line.find(' '), header.first_line.size());
  const std::string_view status = Trim(header.first_line.substr(space));
  std::from_chars(status.data(), status.data() + status.size(), answer.status);
  const std::string_view type = header.Find("Content-Type");
  answer.media_type = MediaTypeOf(type);
  answer.charset = ParameterOf(type, "charset");
  answer.encodings = LowerAscii(header.Find("Content-Encoding"));
  answer.is_chunked =
      LowerAscii(header.Find("Transfer-Encoding")).find("chunked") != std::string::npos;
  answer.body = block.substr(header.size);
  return answer;
}

Answer AnswerOf(const Capture& capture, std::string_view block) {
  if (capture.is_http && LooksLikeAnswer(block)) return ParseAnswer(block);
  Answer answer;
  answer.status = 200;
  if (!capture.is_http) answer.media_type = capture.media_type;
  answer.body = block;
  return answer;
}

bool IsFromTheWeb(std::string_view url) {
  constexpr std::array<std::string_view, 4> kSchemes = {"http://", "https://", "ftp://", "file://"};
  const std::string lower = LowerAscii(url.substr(0, 8));
  const auto begins = [&](std::string_view scheme) { return lower.starts_with(scheme); };
  return std::ranges::any_of(kSchemes, begins);
}

std::string_view PathOf(std::string_view url) { return url.substr(0, url.find_first_of("?#")); }

// Media types that may be a document. Servers that send none, or "some bytes", leave it to the eye.
bool IsDocumentType(std::string_view type) {
  constexpr std::array<std::string_view, 12> kTypes = {"",
                                                       "text/html",
                                                       "application/xhtml+xml",
                                                       "text/plain",
                                                       "text/xml",
                                                       "application/xml",
                                                       "application/rss+xml",
                                                       "application/atom+xml",
                                                       "application/rdf+xml",
                                                       "application/pdf",
                                                       "application/octet-stream",
                                                       "unknown/unknown"};
  return std::ranges::find(kTypes, type) != kTypes.end();
}

bool IsHtmlType(std::string_view type) {
  return type == "text/html" || type == "application/xhtml+xml";
}

// How much may come out of a packed body: as of an archive of its size.
std::int64_t MostUnpacked(std::size_t packed, const Limits& limits) {
  const std::int64_t by_ratio = static_cast<std::int64_t>(packed) * limits.max_ratio;
  return std::min(limits.max_member_bytes, std::max(limits.ratio_free_bytes, by_ratio));
}

// The body without its encodings, the last one applied first; empty if nothing can be read.
std::string Body(const Answer& answer, const ReadOptions& options, Problems* problems) {
  std::string body(answer.body);
  if (answer.is_chunked) {
    if (auto unchunked = Unchunk(body)) body = std::move(*unchunked);
  }
  std::vector<std::string> encodings = SplitList(answer.encodings, ",");
  for (auto it = encodings.rbegin(); it != encodings.rend(); ++it) {
    std::string unpacked;
    const auto result = Unpack(body, *it, MostUnpacked(body.size(), options.limits), &unpacked);
    if (result == Unpacking::kTooLarge) {
      problems->push_back({Reason::kBomb, {}, "the page unpacks to far more than its size allows"});
      return "";
    }
    if (result == Unpacking::kWhole || !unpacked.empty()) body = std::move(unpacked);
  }
  return body;
}

// "2014-03-25T12:12:25Z", or 14 digits in ARC files. A crawler's clock is in UTC.
std::optional<PartialDate> CaptureDate(std::string_view written) {
  const bool is_digits = written.size() == 14 &&
                         std::ranges::all_of(written, [](char c) { return c >= '0' && c <= '9'; });
  if (!is_digits) {
    const auto date = ParseNewsDate(written);
    if (!date || date->offset() || date->precision() <= Precision::kDay) return date;
    return PartialDate::Wall(date->wall(), date->precision(), std::chrono::minutes(0));
  }
  const std::string iso =
      std::string(written.substr(0, 8)) + "T" + std::string(written.substr(8)) + "Z";
  return ParseIsoDate(iso);
}

}  // namespace

std::optional<std::string> Unchunk(std::string_view body) {
  std::string whole;
  bool is_first = true;
  for (;;) {
    const std::size_t end = body.find('\n');
    if (end == std::string_view::npos) break;
    const std::string_view line = Trim(body.substr(0, end));
    std::size_t size = 0;
    const auto [stop, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    const bool is_size =
        error == std::errc() && (stop == line.data() + line.size() || *stop == ';' || *stop == ' ');
    if (!is_size) {
      if (is_first) return std::nullopt;
      break;
    }
    is_first = false;
    body.remove_prefix(end + 1);
    if (size == 0) return whole;
    whole.append(body.substr(0, size));
    body.remove_prefix(std::min(size, body.size()));
    if (body.starts_with('\r')) body.remove_prefix(1);
    if (body.starts_with('\n')) body.remove_prefix(1);
  }
  if (is_first) return std::nullopt;
  return whole;
}

bool MayHoldArticle(const Capture& capture, std::string_view block_head) {
  if (!IsFromTheWeb(capture.url) || PathOf(capture.url).ends_with("/robots.txt")) return false;
  const Answer answer = AnswerOf(capture, block_head);
  return answer.status == 200 && IsDocumentType(answer.media_type);
}

void ReadCapture(const Capture& capture, std::string_view block, const ReadOptions& options,
                 std::vector<Article>* articles, Problems* problems) {
  const Answer answer = AnswerOf(capture, block);
  const std::string body = Body(answer, options, problems);
  if (Trim(body).empty()) return;
  Embedded page;
  page.bytes = body;
  const std::size_t first = articles->size();
  ReadOptions as_sent = options;
  if (!answer.charset.empty()) as_sent.charset = answer.charset;
  const std::string url = CleanUtf8(capture.url);
  const auto captured = CaptureDate(capture.captured);
  const std::string when = captured ? captured->ToString() : "";
  const std::string hints = WriteHints({url, answer.charset, when});
  page.context = hints;
  const bool is_other = !MediaKind({"", body}).empty() || body.starts_with("%PDF");
  if (IsHtmlType(answer.media_type) && !is_other) page.format = "html";
  if (ReadEmbedded(page, as_sent, articles, problems).empty()) return;
  const bool is_page = articles->size() == first + 1;
  for (std::size_t i = first; i < articles->size(); ++i) {
    Article& article = (*articles)[i];
    // An item of a feed is no version of the feed, but the earliest one of the page that it names.
    if (article.story.empty()) article.story = is_page ? url : article.url;
    if (is_page && article.version.empty()) article.version = when;
    if (article.url.empty()) article.url = url;
    article.captured = captured;
  }
}

}  // namespace backfile
