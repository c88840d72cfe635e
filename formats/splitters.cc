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
      if (end != std::string_view::npos && end <= max_bytes_) return end + 1;
      searched = buffered.size();
      if (std::min(end, searched) > max_bytes_) {
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

class WireSplitter : public BufferedSplitter {
 public:
  using BufferedSplitter::BufferedSplitter;

  std::optional<Piece> Next(Problems* problems) override {
    while (SkipToBegin()) {
      const std::size_t size = MessageSize();
      if (size <= max_bytes_) return Take(size);
      problems->push_back(TooLarge(in_.offset()));
      in_.Skip(size);
    }
    ReportEnd(problems);
    return std::nullopt;
  }

 private:
  bool SkipToBegin() {
    for (;;) {
      const std::size_t at = std::min(in_.buffered().find('\x01'), in_.buffered().size());
      in_.Skip(at);
      if (!in_.buffered().empty()) return true;
      if (!in_.Fill()) return false;
    }
  }

  std::size_t MessageSize() {
    std::size_t searched = 1;
    for (;;) {
      const std::string_view buffered = in_.buffered();
      const std::size_t end = buffered.find_first_of("\x01\x04", searched);
      if (end != std::string_view::npos) return buffered[end] == '\x04' ? end + 1 : end;
      searched = buffered.size();
      if (searched > max_bytes_ || !in_.Fill()) return searched;
    }
  }
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
    Scan scan;
    bool is_dropped = false;
    std::size_t scanned = 0;
    for (;;) {
      const std::string_view buffered = in_.buffered();
      if (const std::size_t size = scan.Run(buffered, scanned)) return Ended(is_dropped, size);
      scanned = buffered.size();
      if (is_dropped || scanned > max_bytes_) {
        is_dropped = true;
        in_.Skip(scanned);
        scanned = 0;
      }
      if (!in_.Fill()) return Ended(is_dropped, in_.buffered().size());
    }
  }

  // Where in an object a scan stands, from one piece of the buffer to the next.
  struct Scan {
    int depth = 0;
    bool in_string = false;
    bool is_escaped = false;

    // Goes on from `begin`; the size of the object once its end is met, else 0.
    std::size_t Run(std::string_view text, std::size_t begin) {
      const char* at = text.data() + begin;
      const char* const end = text.data() + text.size();
      while (at < end) {
        if (in_string) {
          at = SkipString(at, end);
          continue;
        }
        const char c = *at++;
        if (c == '"') {
          in_string = true;
        } else if (c == '{') {
          ++depth;
        } else if (c == '}' && --depth == 0) {
          return static_cast<std::size_t>(at - text.data());
        }
      }
      return 0;
    }

    // Behind the quotation mark that ends the string, or the end. Strings are most of the bytes:
    // memchr finds the mark, and the backslashes before it tell whether it is one.
    const char* SkipString(const char* at, const char* end) {
      if (is_escaped) {
        is_escaped = false;
        ++at;
      }
      const char* from = at;
      while (at < end) {
        const auto* mark =
            static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
        const char* stop = mark == nullptr ? end : mark;
        const char* slash = stop;
        while (slash > from && slash[-1] == '\\') --slash;
        const bool is_odd = (stop - slash) % 2 != 0;
        if (mark == nullptr) {
          is_escaped = is_odd;
          return end;
        }
        at = from = mark + 1;
        if (!is_odd) {
          in_string = false;
          return at;
        }
      }
      return end;
    }
  };

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

std::unique_ptr<Splitter> SplitWireMessages(ByteStream* in, const Limits& limits) {
  return std::make_unique<WireSplitter>(in, limits);
}

std::unique_ptr<Splitter> SplitJson(ByteStream* in, const Limits& limits) {
  return std::make_unique<JsonSplitter>(in, limits);
}

}  // namespace backfile
