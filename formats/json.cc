// JSON by simdjson: what is a story in it is told by formats/json_keys and formats/ninjs.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/json.h"

#include <simdjson.h>

#include <algorithm>
#include <initializer_list>

#include "article/charset.h"
#include "article/text.h"
#include "formats/json_keys.h"
#include "formats/splitters.h"

namespace backfile {

namespace {

// A parser that has held a larger record than this is not kept.
constexpr std::size_t kLargestKept = 4'000'000;

std::string_view FirstLine(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  return end == std::string_view::npos ? bytes : bytes.substr(0, end);
}

bool IsWholeObject(std::string_view line) {
  simdjson::dom::parser parser;
  JsonObjectView found;
  return line.starts_with('{') &&
         parser.parse(simdjson::padded_string(line)).get(found) == simdjson::SUCCESS;
}

// A parser keeps its buffers, which costs more to make than a record to parse; one a thread is
// kept.
class KeptParser {
 public:
  explicit KeptParser(std::size_t max_depth) : max_depth_(max_depth) {}

  simdjson::error_code Parse(const std::string& bytes, JsonObjectView* object) {
    if (parser_.capacity() < bytes.size() || parser_.max_depth() != max_depth_) {
      const auto error = parser_.allocate(std::max(bytes.size(), parser_.capacity()), max_depth_);
      if (error != simdjson::SUCCESS) return error;
    }
    return parser_.parse(bytes).get(*object);
  }
  bool is_large() const { return parser_.capacity() > kLargestKept; }

 private:
  std::size_t max_depth_;
  simdjson::dom::parser parser_;
};

std::unique_ptr<KeptParser>& ParserOfThread() {
  thread_local std::unique_ptr<KeptParser> parser;
  return parser;
}

}  // namespace

int SniffJsonl(const Head& head) {
  const std::string_view text = Trim(head.bytes);
  if (!text.starts_with('{')) return 0;
  const std::string_view first = FirstLine(text);
  const bool more = first.size() < text.size();
  const bool second = more && Trim(text.substr(first.size())).starts_with('{');
  if (IsWholeObject(first) && (second || !more)) return 95;
  const bool named =
      head.name.ends_with(".jsonl") || head.name.ends_with(".ndjson") || head.name.ends_with(".jl");
  return named ? 94 : 0;
}

int SniffJson(const Head& head) {
  const std::string_view text = Trim(head.bytes);
  if (!text.starts_with('{') && !text.starts_with('[')) return 0;
  const std::string_view inside = Trim(text.substr(1));
  if (text.starts_with('[')) return inside.starts_with('{') ? 90 : 0;
  return inside.starts_with('"') ? 90 : 0;
}

int SniffNinjs(const Head& head) {
  const auto says_any = [&](std::initializer_list<std::string_view> keys) {
    return std::ranges::any_of(
        keys, [&](std::string_view key) { return head.bytes.find(key) != std::string_view::npos; });
  };
  if (SniffJson(head) == 0 && SniffJsonl(head) == 0) return 0;
  const bool is_ninjs =
      says_any({"\"versioncreated\"", "\"versionCreated\"", "\"pubstatus\"", "\"pubStatus\""}) &&
      says_any({"\"uri\"", "\"guid\""});
  return is_ninjs ? 96 : 0;
}

std::unique_ptr<Splitter> SplitJsonl(ByteStream* in, const ReadOptions& options) {
  return SplitLines(in, options.limits);
}

std::unique_ptr<Splitter> SplitJsonObjects(ByteStream* in, const ReadOptions& options) {
  return SplitJson(in, options.limits);
}

void ReadJson(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems) {
  std::unique_ptr<KeptParser>& parser = ParserOfThread();
  if (!parser) {
    parser = std::make_unique<KeptParser>(static_cast<std::size_t>(options.limits.max_json_depth));
  }
  JsonObjectView object;
  std::string decoded;
  auto error = parser->Parse(record.bytes, &object);
  // The first line of a file may have a byte order mark.
  if (error == simdjson::UTF8_ERROR || record.bytes.starts_with("\xef\xbb\xbf")) {
    decoded = DecodeText(record.bytes, options.charset).text;
    error = parser->Parse(decoded, &object);
  }
  if (error == simdjson::SUCCESS) {
    ReadJsonObject(object, options.map, articles, problems);
  } else if (error == simdjson::DEPTH_ERROR) {
    problems->push_back({Reason::kTooDeep, {}, "the JSON is nested too deeply"});
  } else {
    problems->push_back({Reason::kBadRecord,
                         {},
                         std::string("it is not valid JSON: ") + simdjson::error_message(error)});
  }
  if (parser->is_large()) parser.reset();
}

}  // namespace backfile
