// Cutting streams with one buffer that holds at most one record and a read-ahead.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/splitters.h"

#include <algorithm>
#include <cstring>

#include "article/text.h"

namespace backfile {

namespace {

Problem TooLarge(std::int64_t offset) {
  Problem problem{Reason::kTooLarge, {}, "the record is larger than is read"};
  problem.where.offset = offset;
  return problem;
}

// What all splitters share: a buffered stream and the limit of a record.
class BufferedSplitter : public Splitter {
 public:
  BufferedSplitter(ByteStream* in, const Limits& limits)
      : in_(in), max_bytes_(static_cast<std::size_t>(limits.max_record_bytes)) {}

 protected:
  Piece Take(std::size_t size) {
    Piece piece{in_.offset(), std::string(in_.buffered().substr(0, size)), ""};
    in_.Skip(size);
    return piece;
  }
  void ReportEnd(Problems* problems) {
    if (const auto problem = in_.problem()) problems->push_back(*problem);
  }

  PeekStream in_;
  std::size_t max_bytes_;
};

class LineSplitter : public BufferedSplitter {
 public:
  using BufferedSplitter::BufferedSplitter;

  std::optional<Piece> Next(Problems* problems) override {
    for (;;) {
      const std::size_t size = LineSize(problems);
      if (size == 0) break;
      const bool blank = Trim(in_.buffered().substr(0, size)).empty();
      if (!blank) {
        Piece piece = Take(size);
        while (piece.bytes.ends_with('\n') || piece.bytes.ends_with('\r')) piece.bytes.pop_back();
        return piece;
      }
      in_.Skip(size);
    }
    ReportEnd(problems);
    return std::nullopt;
  }

 private:
  // Bytes of the next line with its end; 0 at the end of the stream. A line over the limit is
  // dropped.
  std::size_t LineSize(Problems* problems) {
    std::size_t searched = 0;
    for (;;) {
      const std::string_view buffered = in_.buffered();
      const std::size_t end = buffered.find('\n', searched);
      if (end != std::string_view::npos) return end + 1;
      searched = buffered.size();
      if (searched > max_bytes_) {
        problems->push_back(TooLarge(in_.offset()));
        if (!SkipLine()) return 0;
        searched = 0;
      } else if (!in_.Fill()) {
        return in_.buffered().size();
      }
    }
  }

  bool SkipLine() {
    for (;;) {
      const std::size_t end = in_.buffered().find('\n');
      in_.Skip(end == std::string_view::npos ? in_.buffered().size() : end + 1);
      if (end != std::string_view::npos) return true;
      if (!in_.Fill()) return false;
    }
  }
};

class ElementSplitter : public BufferedSplitter {
 public:
  ElementSplitter(ByteStream* in, const Limits& limits, std::string open, std::string close)
      : BufferedSplitter(in, limits), open_(std::move(open)), close_(std::move(close)) {}

  std::optional<Piece> Next(Problems* problems) override {
    if (!SkipToOpen()) {
      ReportEnd(problems);
      return std::nullopt;
    }
    std::size_t searched = open_.size();
    for (;;) {
      const std::string_view buffered = in_.buffered();
      const std::size_t close = buffered.find(close_, searched);
      const std::size_t next =
          FindOpen(buffered.substr(0, std::min(close, buffered.size())), searched);
      if (next != std::string_view::npos) return Take(next);
      if (close != std::string_view::npos) return Take(close + close_.size());
      searched =
          buffered.size() - std::min(buffered.size() - open_.size(), close_.size() + open_.size());
      if (buffered.size() > max_bytes_) {
        problems->push_back(TooLarge(in_.offset()));
        in_.Skip(buffered.size());
        if (!SkipToOpen()) {
          ReportEnd(problems);
          return std::nullopt;
        }
        searched = open_.size();
      } else if (!in_.Fill()) {
        return Take(in_.buffered().size());
      }
    }
  }

 private:
  std::size_t FindOpen(std::string_view text, std::size_t from) const {
    for (;;) {
      const std::size_t at = text.find(open_, from);
      if (at == std::string_view::npos || at + open_.size() >= text.size())
        return std::string_view::npos;
      const char after = text[at + open_.size()];
      if (after == '>' || after == ' ' || after == '\n' || after == '\r' || after == '\t')
        return at;
      from = at + 1;
    }
  }

  bool SkipToOpen() {
    for (;;) {
      const std::size_t at = FindOpen(in_.buffered(), 0);
      if (at != std::string_view::npos) {
        in_.Skip(at);
        return true;
      }
      const std::size_t keep = std::min(in_.buffered().size(), open_.size() + 1);
      in_.Skip(in_.buffered().size() - keep);
      if (!in_.Fill()) return false;
    }
  }

  std::string open_;
  std::string close_;
};

// A JSON value over the limit is scanned to its end like any other, but let go of on the way.
class JsonSplitter : public BufferedSplitter {
 public:
  using BufferedSplitter::BufferedSplitter;

  std::optional<Piece> Next(Problems* problems) override {
    while (SkipToObject()) {
      const std::int64_t begin = in_.offset();
      const std::optional<std::size_t> size = ScanObject();
      if (size) return Take(*size);
      problems->push_back(TooLarge(begin));
    }
    ReportEnd(problems);
    return std::nullopt;
  }

 private:
  // Bytes of the object that begins here, all of them buffered; nullopt if it was too large, and is
  // skipped. An object that breaks off ends with the stream.
  std::optional<std::size_t> ScanObject() {
    int depth = 0;
    bool in_string = false;
    bool is_dropped = false;
    for (std::size_t i = 0;; ++i) {
      if (i >= in_.buffered().size()) {
        if (is_dropped || i > max_bytes_) {
          is_dropped = true;
          const std::size_t beyond =
              i - in_.buffered().size();  // An escape may point past the end.
          in_.Skip(in_.buffered().size());
          i = beyond;
        }
        if (!in_.Fill()) return Ended(is_dropped, in_.buffered().size());
        if (i >= in_.buffered().size()) return Ended(is_dropped, in_.buffered().size());
      }
      const char c = in_.buffered()[i];
      if (in_string) {
        if (c == '\\') ++i;
        in_string = c != '"';
      } else if (c == '"') {
        in_string = true;
      } else if (c == '{') {
        ++depth;
      } else if (c == '}' && --depth == 0) {
        return Ended(is_dropped, i + 1);
      }
    }
  }

  std::optional<std::size_t> Ended(bool is_dropped, std::size_t size) {
    if (!is_dropped && size <= max_bytes_) return size;
    in_.Skip(size);
    return std::nullopt;
  }

  bool SkipToObject() {
    for (;;) {
      const std::size_t at = in_.buffered().find('{');
      in_.Skip(std::min(at, in_.buffered().size()));
      if (at != std::string_view::npos) return true;
      if (!in_.Fill()) return false;
    }
  }
};

}  // namespace

std::unique_ptr<Splitter> SplitLines(ByteStream* in, const Limits& limits) {
  return std::make_unique<LineSplitter>(in, limits);
}

std::unique_ptr<Splitter> SplitElements(ByteStream* in, const Limits& limits, std::string open,
                                        std::string close) {
  return std::make_unique<ElementSplitter>(in, limits, std::move(open), std::move(close));
}

std::unique_ptr<Splitter> SplitJson(ByteStream* in, const Limits& limits) {
  return std::make_unique<JsonSplitter>(in, limits);
}

}  // namespace backfile
