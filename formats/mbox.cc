// Where one message of a mailbox ends and the next begins.
//
// Programs disagree on how lines of a message that begin with "From " are kept apart from
// envelopes: with '>' in front, by a Content-Length, or not at all. An envelope is therefore
// believed only behind an empty line, with a time of day and a year as asctime() writes them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "article/text.h"
#include "formats/mail.h"

namespace backfile {

namespace {

constexpr std::string_view kEnvelope = "From ";
constexpr std::size_t kLongestEnvelope = 1000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A word like 10:00 or 10:00:00, then one of four digits: somewhere in the line.
bool HasTimeAndYear(std::string_view line) {
  bool has_time = false;
  bool has_year = false;
  for (const std::string& word : SplitList(line, " \t")) {
    const bool is_number = std::ranges::all_of(word, IsDigit);
    has_time =
        has_time || (word.size() >= 4 && IsDigit(word[0]) && word.find(':') != std::string::npos);
    has_year = has_year || (is_number && word.size() == 4);
  }
  return has_time && has_year;
}

bool IsEnvelope(std::string_view text) {
  if (!text.starts_with(kEnvelope)) return false;
  return HasTimeAndYear(text.substr(0, std::min(text.find('\n'), kLongestEnvelope)));
}

bool FollowsEmptyLine(std::string_view text, std::size_t at) {
  const std::string_view before = text.substr(0, at);
  return before.ends_with("\n\n") || before.ends_with("\n\r\n");
}

class MboxSplitter : public Splitter {
 public:
  MboxSplitter(ByteStream* in, const Limits& limits)
      : in_(in), max_bytes_(static_cast<std::size_t>(limits.max_record_bytes)) {}

  std::optional<Piece> Next(Problems* problems) override {
    while (in_.buffered().size() > 1 || in_.Fill()) {
      const std::int64_t begin = in_.offset();
      const std::size_t size = MessageSize();
      if (size == 0) break;
      Piece piece{begin, std::string(in_.buffered().substr(0, size)), ""};
      in_.Skip(size);
      if (!is_too_large_) return piece;
      is_too_large_ = false;
      Problem problem{Reason::kTooLarge, {}, "the message is larger than is read"};
      problem.where.offset = begin;
      problems->push_back(std::move(problem));
    }
    if (auto problem = in_.problem()) problems->push_back(std::move(*problem));
    return std::nullopt;
  }

 private:
  // Bytes to the next envelope, or the end. Of a message over the limit only the last part is held.
  std::size_t MessageSize() {
    std::size_t searched = 1;
    bool at_end = false;
    for (;;) {
      const std::string_view text = in_.buffered();
      std::size_t at = searched;
      while ((at = text.find("\nFrom ", at)) != std::string_view::npos) {
        ++at;
        const bool is_whole = at_end || text.find('\n', at) != std::string_view::npos ||
                              text.size() - at > kLongestEnvelope;
        if (!is_whole) break;
        if (FollowsEmptyLine(text, at) && IsEnvelope(text.substr(at))) return at;
      }
      if (at_end) return text.size();
      searched = at == std::string_view::npos ? std::max<std::size_t>(text.size(), 8) - 7 : at - 1;
      if (text.size() > max_bytes_) searched = LetGo(searched);
      at_end = !in_.Fill();
    }
  }

  // Drops what was searched but for the line before, which the next envelope must follow.
  std::size_t LetGo(std::size_t searched) {
    constexpr std::size_t kKept = 8;
    is_too_large_ = true;
    in_.Skip(searched > kKept ? searched - kKept : 0);
    return std::min(searched, kKept);
  }

  PeekStream in_;
  std::size_t max_bytes_;
  bool is_too_large_ = false;
};

}  // namespace

int SniffMbox(const Head& head) { return IsEnvelope(head.bytes) ? 96 : 0; }

std::unique_ptr<Splitter> SplitMbox(ByteStream* in, const ReadOptions& options) {
  return std::make_unique<MboxSplitter>(in, options.limits);
}

}  // namespace backfile
