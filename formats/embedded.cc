// The way from a file to its articles, in small.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/embedded.h"

#include <algorithm>
#include <array>
#include <memory>

#include "formats/stream.h"

namespace backfile {

namespace {

// Formats that embed others; JSON and any XML, which on the web are data of programs rather than
// stories.
constexpr std::array<std::string_view, 8> kNotEmbedded = {"xml",  "warc", "arc",  "eml",
                                                          "mbox", "epub", "json", "jsonl"};

const Format* Recognise(const Embedded& document) {
  const Head head{document.name, document.bytes.substr(0, kSniffBytes)};
  const Format* surest = nullptr;
  int best = 0;
  for (const Format& candidate : Formats()) {
    const int sure = CanBeEmbedded(candidate) ? candidate.sniff(head) : 0;
    if (sure > best) {
      best = sure;
      surest = &candidate;
    }
  }
  return surest;
}

}  // namespace

bool CanBeEmbedded(const Format& format) {
  return std::ranges::find(kNotEmbedded, format.name) == kNotEmbedded.end();
}

std::string_view RecogniseEmbedded(const Embedded& document) {
  const Format* format = Recognise(document);
  return format == nullptr ? std::string_view() : format->name;
}

std::string_view ReadEmbedded(const Embedded& document, const ReadOptions& options,
                              std::vector<Article>* articles, Problems* problems) {
  const Format* format =
      document.format.empty() ? Recognise(document) : FindFormat(document.format);
  if (format == nullptr) return {};
  Record record{{}, format->name, {}, std::string(document.context)};
  if (format->split == nullptr) {
    record.bytes = document.bytes;
    format->read(record, options, articles, problems);
    return format->name;
  }
  MemoryStream stream(document.bytes);
  const std::unique_ptr<Splitter> splitter = format->split(&stream, options);
  while (auto piece = splitter->Next(problems)) {
    record.bytes = std::move(piece->bytes);
    record.context = piece->context.empty() ? std::string(document.context) : piece->context;
    format->read(record, options, articles, problems);
  }
  return format->name;
}

}  // namespace backfile
