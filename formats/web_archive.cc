// Where a record ends, when its header cannot be trusted.
//
// Lengths lie in both directions: crawlers that died, tools that rewrote headers, files cut off.
// The declared end is believed if a record begins there, or the archive ends. Otherwise the record
// is looked through for one that begins inside it. For that, up to kHeldBytes of a record are held;
// what a larger one hides behind them is lost.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/web_archive.h"

#include <algorithm>

#include "article/problem.h"

namespace backfile {

namespace {

constexpr std::size_t kHeldBytes = 32'000'000;
constexpr std::size_t kLineBytes = 8 * 1024;  // Enough to see that a header begins.
constexpr std::int64_t kFarthest = std::int64_t{1} << 60;
constexpr auto kNowhere = std::string_view::npos;

bool IsBlank(char c) { return c == '\n' || c == '\r' || c == ' ' || c == '\0'; }

class CaptureSplitter : public Splitter {
 public:
  CaptureSplitter(ByteStream* in, const Limits& limits, const CaptureLayout& layout)
      : in_(in),
        max_bytes_(static_cast<std::size_t>(limits.max_record_bytes)),
        header_bytes_(static_cast<std::size_t>(limits.max_header_bytes)),
        layout_(layout) {}

  std::optional<Piece> Next(Problems* problems) override {
    while (SkipBlank()) {
      const auto header = layout_.parse(in_.Peek(header_bytes_).substr(0, header_bytes_));
      if (!header) {
        Resynchronise(problems);
      } else if (auto piece = TakeRecord(*header, problems)) {
        ++pieces_;
        return piece;
      }
    }
    ReportEnd(problems);
    return std::nullopt;
  }

 private:
  void Report(Reason reason, std::int64_t offset, std::string sentence, Problems* problems) const {
    Problem problem{reason, {}, std::move(sentence)};
    problem.where.offset = offset;
    problems->push_back(std::move(problem));
  }

  void ReportEnd(Problems* problems) {
    if (auto problem = in_.problem()) problems->push_back(std::move(*problem));
    if (pieces_ == 0 && !is_ended_) {
      problems->push_back({Reason::kEmpty, {}, "it holds no captured page"});
    }
    is_ended_ = true;
  }

  // False at the end of the stream.
  bool SkipBlank() {
    for (;;) {
      const std::string_view bytes = in_.buffered();
      const auto it = std::ranges::find_if_not(bytes, IsBlank);
      in_.Skip(static_cast<std::size_t>(it - bytes.begin()));
      if (!in_.buffered().empty()) return true;
      if (!in_.Fill()) return false;
    }
  }

  // What stands here is no record: goes on to where one may begin.
  void Resynchronise(Problems* problems) {
    Report(Reason::kBadRecord, in_.offset(),
           "there is no record where one should be; it is skipped", problems);
    for (std::size_t from = 1;; from = 0) {
      const std::size_t at = FindHeader(in_.buffered(), from);
      if (at != kNowhere) return in_.Skip(at);
      // The last line may be the beginning of a header.
      const std::size_t keep = std::min(in_.buffered().size() - 1, kLineBytes);
      in_.Skip(in_.buffered().size() - keep);
      const std::size_t before = in_.buffered().size();
      if (!in_.Fill()) return in_.Skip(before);
    }
  }

  std::size_t FindHeader(std::string_view text, std::size_t from) const {
    for (;;) {
      const std::size_t at = layout_.find(text, from);
      if (at == kNowhere || layout_.parse(text.substr(at, header_bytes_))) return at;
      from = at + 1;
    }
  }

  std::optional<Piece> TakeRecord(const CaptureHeader& header, Problems* problems) {
    const std::int64_t offset = in_.offset();
    const std::size_t declared =
        header.header_bytes + static_cast<std::size_t>(std::min(header.block_bytes, kFarthest));
    const std::string_view view = in_.Peek(std::min(declared, kHeldBytes) + kLineBytes);
    const std::size_t size = TrueSize(view, header, declared);
    std::optional<Piece> piece;
    if (!header.is_wanted) {
      SkipFar(size);
    } else if (size > max_bytes_) {
      Report(Reason::kTooLarge, offset, "the record is larger than is read", problems);
      SkipFar(size);
    } else {
      piece = Piece{offset, std::string(in_.Peek(size)), ""};
      SkipFar(size);
    }
    // What is skipped matters only if the archive itself breaks off in it.
    const bool is_short = in_.offset() - offset < static_cast<std::int64_t>(declared);
    if (is_short && (header.is_wanted || (in_.buffered().empty() && !in_.Fill()))) {
      Report(Reason::kPartlyRead, offset, "the record breaks off before its declared length",
             problems);
    }
    return piece;
  }

  // How long the record that begins the view really is.
  std::size_t TrueSize(std::string_view view, const CaptureHeader& header,
                       std::size_t declared) const {
    if (view.size() >= declared) {
      std::size_t after = declared;
      while (after < view.size() && IsBlank(view[after])) ++after;
      const std::string_view near = view.substr(0, after + kLineBytes);
      if (after == view.size() || layout_.find(near, after) == after) return declared;
    }
    const std::size_t next = layout_.find(view, header.header_bytes);
    if (next != kNowhere) return next;
    return view.size() < std::min(declared, kHeldBytes) ? view.size() : declared;
  }

  // Skips that many bytes, or all that are left.
  void SkipFar(std::size_t size) {
    while (size > 0) {
      if (in_.buffered().empty() && !in_.Fill()) return;
      const std::size_t n = std::min(size, in_.buffered().size());
      in_.Skip(n);
      size -= n;
    }
  }

  PeekStream in_;
  std::size_t max_bytes_;
  std::size_t header_bytes_;
  CaptureLayout layout_;
  std::int64_t pieces_ = 0;
  bool is_ended_ = false;
};

}  // namespace

std::unique_ptr<Splitter> SplitCaptures(ByteStream* in, const Limits& limits,
                                        const CaptureLayout& layout) {
  return std::make_unique<CaptureSplitter>(in, limits, layout);
}

}  // namespace backfile
