// One pass over the bytes that looks at names only.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml_split.h"

#include <algorithm>

#include "formats/utf8_stream.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMostCollected = 1'000'000;  // Of the context, before it is thinned out.
constexpr std::size_t kMostContext = 64'000;
constexpr int kMostUnclosed = 4;  // Searches in vain; then the rest is taken for text.

std::string_view LocalPart(std::string_view name) { return name.substr(name.rfind(':') + 1); }

// A piece of markup that begins with '<'.
struct Tag {
  enum class Kind { kCut, kOther, kDeclaration, kStart, kEmpty, kEnd } kind = Kind::kOther;
  std::size_t end = 0;    // Behind it, or behind what need not be looked at again.
  std::string_view name;  // Local.
};

// Where the tag whose name ends at `from` ends, quotation marks respected; kNone: not here. A tag
// in which another one begins was never closed and ends there.
std::size_t EndOfTag(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    if (text[at] == '>') return at + 1;
    if (text[at] == '<') return at;
    if (text[at] == '"')
      at = text.find_first_of("<\"", at + 1);
    else if (text[at] == '\'')
      at = text.find_first_of("<'", at + 1);
    if (at == kNone) return kNone;
    if (text[at] == '<') return at;
  }
  return kNone;
}

// Reads the markup at `at`; kCut: its end is not in `text`.
Tag ReadTag(std::string_view text, std::size_t at) {
  const std::string_view here = text.substr(at);
  const auto behind = [&](std::string_view end, Tag::Kind kind) -> Tag {
    const std::size_t found = text.find(end, at + 2);
    if (found == kNone) return {Tag::Kind::kCut, 0, {}};
    return {kind, found + end.size(), {}};
  };
  if (here.size() < 2 || (here.size() < 9 && (here[1] == '!' || here[1] == '?'))) {
    return {Tag::Kind::kCut, 0, {}};
  }
  if (here.starts_with("<!--")) return behind("-->", Tag::Kind::kOther);
  if (here.starts_with("<![CDATA[")) return behind("]]>", Tag::Kind::kOther);
  if (here.starts_with("<?xml ")) return behind("?>", Tag::Kind::kDeclaration);
  if (here.starts_with("<?")) return behind("?>", Tag::Kind::kOther);
  const bool is_end = here[1] == '/';
  const std::size_t begin = at + (is_end ? 2 : 1);
  const std::size_t end = text.find_first_of(" \t\r\n/><", begin);
  if (end == kNone) return {Tag::Kind::kCut, 0, {}};
  return {is_end ? Tag::Kind::kEnd : Tag::Kind::kStart, end,
          LocalPart(text.substr(begin, end - begin))};
}

// The text without the elements of these names; one that is not closed stays.
std::string WithoutElements(std::string_view text, const std::vector<std::string_view>& names) {
  std::string kept;
  std::size_t begin = 0;
  for (std::size_t at = text.find('<'); at != kNone; at = text.find('<', at)) {
    const Tag tag = ReadTag(text, at);
    const bool is_dropped =
        tag.kind == Tag::Kind::kStart && std::ranges::find(names, tag.name) != names.end();
    std::size_t end = tag.kind == Tag::Kind::kCut ? at + 1 : tag.end;
    if (is_dropped) {
      const std::size_t open_end = EndOfTag(text, tag.end);
      const bool is_empty = open_end != kNone && text[open_end - 2] == '/';
      const std::string closing = std::string(text.substr(at + 1, tag.end - at - 1)) + ">";
      const std::size_t close = is_empty ? open_end : text.find("</" + closing, at);
      if (close == kNone) break;
      end = is_empty ? open_end : close + 2 + closing.size();
      kept.append(text.substr(begin, at - begin));
      begin = end;
    }
    at = end;
  }
  return kept.append(text.substr(begin));
}

class XmlSplitter : public Splitter {
 public:
  XmlSplitter(ByteStream* in, const Limits& limits, XmlCut cut)
      : narrow_(in),
        in_(&narrow_),
        max_bytes_(static_cast<std::size_t>(limits.max_record_bytes)),
        cut_(std::move(cut)) {}

  std::optional<Piece> Next(Problems* problems) override {
    while (FindItem()) {
      const std::optional<std::size_t> size = ItemSize(problems);
      if (!size) continue;
      const std::string_view item = in_.buffered().substr(0, *size);
      if (cut_.is_wanted == nullptr || cut_.is_wanted(item)) {
        has_given_ = true;
        Piece piece{in_.offset(), std::string(item), context_};
        in_.Skip(*size);
        return piece;
      }
      in_.Skip(*size);
    }
    ReportEnd(problems);
    return std::nullopt;
  }

 private:
  void ReportEnd(Problems* problems) {
    if (const auto problem = in_.problem()) {
      problems->push_back(*problem);
    } else if (!has_given_) {
      problems->push_back({cut_.none_is, {}, cut_.if_none});
    }
    has_given_ = true;
  }

  bool IsItem(std::string_view name) const {
    return std::ranges::find(cut_.items, name) != cut_.items.end();
  }

  // The next markup from `*at` on, which moves to its '<'. kCut: there is none up to the end of the
  // stream, or not within the limit. More is read as it is needed.
  Tag NextTag(std::size_t* at) {
    for (;;) {
      const std::string_view text = in_.buffered();
      const std::size_t open = text.find('<', std::min(*at, text.size()));
      *at = open == kNone ? text.size() : open;
      if (open != kNone && unclosed_ < kMostUnclosed) {
        const Tag tag = ReadTag(text, open);
        if (tag.kind != Tag::Kind::kCut) return tag;
      }
      if (text.size() > max_bytes_) return {Tag::Kind::kCut, 0, {}};
      if (!is_at_end_ && in_.Fill()) continue;
      is_at_end_ = true;
      if (open == kNone) return {Tag::Kind::kCut, 0, {}};
      ++unclosed_;  // What is not closed before the end is no markup.
      return {Tag::Kind::kOther, open + 1, {}};
    }
  }

  // Moves to the next item's start tag. False at the end of the stream.
  bool FindItem() {
    std::size_t at = 0;
    for (;;) {
      const Tag tag = NextTag(&at);
      if (tag.kind == Tag::Kind::kCut) {
        Pass(in_.buffered().size());
        if (is_at_end_ || !in_.Fill()) return false;
        at = 0;
        continue;
      }
      if (tag.kind == Tag::Kind::kStart && IsItem(tag.name)) {
        Pass(at);
        CloseContext();
        return true;
      }
      if (tag.kind == Tag::Kind::kDeclaration && is_context_closed_) {  // Another document begins.
        is_context_closed_ = false;
        context_.clear();
        in_.Skip(at);
        Pass(tag.end - at);
      } else {
        Pass(tag.end);
      }
      at = 0;
    }
  }

  // Bytes of the item that begins here, all buffered; nullopt if it was too large, and was skipped.
  std::optional<std::size_t> ItemSize(Problems* problems) {
    const std::string name(ReadTag(in_.buffered(), 0).name);
    std::size_t at = 0;
    int depth = 0;
    for (;;) {
      const Tag tag = NextTag(&at);
      if (tag.kind == Tag::Kind::kCut) {
        if (in_.buffered().size() <= max_bytes_) return in_.buffered().size();
        problems->push_back(TooLarge());
        in_.Skip(in_.buffered().size());
        return std::nullopt;
      }
      std::size_t end = tag.end;
      if (tag.name == name && tag.kind == Tag::Kind::kStart) {
        if (depth > 0 && !cut_.nests) return at;
        end = TagEnd(tag.end);
        const bool is_empty = in_.buffered()[end - 1] == '>' && in_.buffered()[end - 2] == '/';
        depth += is_empty ? 0 : 1;
        if (depth == 0) return end;
      } else if (tag.name == name && tag.kind == Tag::Kind::kEnd && --depth == 0) {
        return TagEnd(tag.end);
      }
      at = end;
    }
  }

  // Behind the tag whose name ends at `from`.
  std::size_t TagEnd(std::size_t from) {
    for (;;) {
      const std::size_t end = EndOfTag(in_.buffered(), from);
      if (end != kNone) return end;
      if (in_.buffered().size() > max_bytes_ || is_at_end_ || !in_.Fill()) {
        return in_.buffered().size();
      }
    }
  }

  // Goes over what is between items; before the first one it is their context.
  void Pass(std::size_t size) {
    if (!is_context_closed_ && context_.size() < kMostCollected) {
      context_.append(in_.buffered().substr(0, size));
    }
    in_.Skip(size);
  }

  void CloseContext() {
    if (is_context_closed_) return;
    is_context_closed_ = true;
    if (!cut_.not_context.empty()) context_ = WithoutElements(context_, cut_.not_context);
    if (context_.size() <= kMostContext) return;
    context_.resize(kMostContext);
    context_.resize(context_.rfind('>') + 1);
  }

  Problem TooLarge() const {
    Problem problem{Reason::kTooLarge, {}, "the record is larger than is read"};
    problem.where.offset = in_.offset();
    return problem;
  }

  Utf8Stream narrow_;
  PeekStream in_;
  std::size_t max_bytes_;
  XmlCut cut_;
  std::string context_;
  bool is_context_closed_ = false;
  bool has_given_ = false;
  bool is_at_end_ = false;
  int unclosed_ = 0;
};

}  // namespace

std::unique_ptr<Splitter> SplitXml(ByteStream* in, const Limits& limits, XmlCut cut) {
  return std::make_unique<XmlSplitter>(in, limits, std::move(cut));
}

}  // namespace backfile
