// Every XML reader over any bytes: cut, read, and found whole.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "article/json.h"
#include "article/text.h"
#include "formats/formats.h"
#include "formats/parts.h"
#include "formats/stream.h"

using namespace backfile;

namespace {

constexpr std::array<std::string_view, 15> kFormats = {
    "nitf", "newsml-g2", "rss",  "atom", "wxr",  "newsml",    "rcv1", "jats",
    "tei",  "mediawiki", "mets", "alto", "didl", "didl-text", "xml"};

void Require(bool claim) {
  if (!claim) std::abort();
}

void Check(const Article& article) {
  Require(article.id.starts_with("bf:"));
  Require(IsValidUtf8(article.title) && IsValidUtf8(article.body));
  Require(IsValidUtf8(ToJson(article)));
}

void ReadOne(const Record& record, const ReadOptions& options) {
  Problems problems;
  const std::vector<Article> articles = ReadRecord(record, options, &problems);
  for (const Article& article : articles) Check(article);
  // Reading is a function of its input.
  Problems again;
  Require(ReadRecord(record, options, &again) == articles);
  Require(!articles.empty() || !problems.empty());
}

void ReadAs(const Format& format, std::string_view bytes) {
  ReadOptions options;
  options.limits.max_record_bytes = 100'000;
  Record record;
  record.format = format.name;
  if (format.split == nullptr) {
    record.bytes = bytes;
    if (format.parts != nullptr) {
      for (const std::string& name : format.parts(bytes)) PackPart(name, bytes, &record.context);
    }
    return ReadOne(record, options);
  }
  MemoryStream in(bytes);
  const auto splitter = format.split(&in, options);
  Problems problems;
  std::int64_t last = -1;
  while (auto piece = splitter->Next(&problems)) {
    Require(piece->offset > last && !piece->bytes.empty());
    last = piece->offset;
    record.bytes = std::move(piece->bytes);
    record.context = std::move(piece->context);
    ReadOne(record, options);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string_view name : kFormats) {
    const Format* format = FindFormat(name);
    if (format != nullptr) {
      format->sniff({"", bytes.substr(0, kSniffBytes)});
      ReadAs(*format, bytes);
    }
  }
  return 0;
}
