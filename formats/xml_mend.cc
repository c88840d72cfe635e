// One pass over the markup with a stack of open elements.
//
// Half of the feeds and a good part of the agency files that archives hold are not well formed:
// "AT&T", a feed that ends in "</rss", a comment cut in two, HTML's &eacute; without its DTD. A
// strict parser gives nothing for them, and tinyxml2 clears the tree at the first error. So tags
// are written anew here, and the parser behind is left with nothing to complain about. It also
// recurses; depth is therefore checked before it.
//
// Wrong on purpose: an element that HTML leaves open (<p>, <li>) ends with its parent, not before
// the next one; the text is the same.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/xml_mend.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "formats/entities.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::string_view kSpaces = " \t\r\n";

// Elements and attributes of one record. The parser takes some 150 bytes for each, however short:
// 20 MB of "<p/>" were a tree of 740 MB. A page of a newspaper, word by word, has 100,000.
constexpr std::int64_t kMostNodes = 1'000'000;

// Attributes of one element; the parser compares each with all before it. What is beyond is left
// out: 30 are many.
constexpr int kMostAttributes = 200;

bool StartsName(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         (c & 0x80) != 0;
}
bool ContinuesName(char c) {
  return StartsName(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

// Elements of HTML that never have content and are often not closed.
bool IsVoid(std::string_view name) {
  constexpr std::array<std::string_view, 5> kVoid = {"br", "hr", "img", "wbr", "BR"};
  return std::ranges::find(kVoid, name) != kVoid.end();
}

void AppendEscaped(std::string_view text, std::string* out) {
  for (const char c : text) {
    switch (c) {
      case '&':
        out->append("&amp;");
        break;
      case '<':
        out->append("&lt;");
        break;
      case '>':
        out->append("&gt;");
        break;
      case '"':
        out->append("&quot;");
        break;
      default:
        *out += c;
    }
  }
}

class Mender {
 public:
  Mender(std::string_view in, int max_depth)
      : in_(in), max_depth_(static_cast<std::size_t>(std::max(max_depth, 1))) {
    mended_.text.reserve(in.size() + in.size() / 16);
  }

  MendedXml Mend() {
    while (at_ < in_.size() && !is_done_ && !mended_.refused) {
      if (in_[at_] == '<') {
        Markup();
      } else {
        Text();
      }
    }
    while (!open_.empty()) Close();
    if (mended_.refused) mended_.text.clear();
    return std::move(mended_);
  }

 private:
  std::string& out() { return mended_.text; }
  std::string_view rest() const { return in_.substr(at_); }

  // Goes behind the next `end`, or to the end of the input.
  void SkipPast(std::string_view end, std::size_t from) {
    const std::size_t found = in_.find(end, from);
    at_ = found == kNone ? in_.size() : found + end.size();
  }

  // Finds `what` from `from` on. What was once not found is not looked for again: no input may cost
  // more than a few passes.
  std::size_t FindEver(std::string_view what, std::size_t from, bool* no_more) const {
    const std::size_t found = *no_more ? kNone : in_.find(what, from);
    *no_more = found == kNone;
    return found;
  }

  void Text() {
    const std::size_t end = std::min(in_.find('<', at_), in_.size());
    const std::string_view run = in_.substr(at_, end - at_);
    at_ = end;
    if (open_.empty()) return;
    if (run.find_first_not_of(kSpaces) != kNone) return AppendText(run);
    const auto lines = std::ranges::count(run, '\n');
    out().append(lines == 0 ? "&#32;" : lines == 1 ? "&#10;" : "&#10;\n");
  }

  void AppendText(std::string_view run) {
    for (;;) {
      const std::size_t amp = run.find('&');
      out().append(run.substr(0, amp));
      if (amp == kNone) return;
      run.remove_prefix(amp);
      run.remove_prefix(AppendReference(run));
    }
  }

  // The reference or stray ampersand at the beginning of `run`: its length.
  std::size_t AppendReference(std::string_view run) {
    constexpr std::size_t kLongest = 40;
    const std::size_t end = run.substr(0, kLongest).find(';');
    const std::string_view name = end == kNone ? "" : run.substr(1, end - 1);
    for (const std::string_view known : {"amp", "lt", "gt", "quot", "apos"}) {
      if (name != known) continue;
      out().append(run.substr(0, end + 1));
      return end + 1;
    }
    const auto own = std::ranges::find(entities_, name, &Entity::first);
    if (!name.empty() && own != entities_.end()) {
      AppendEscaped(own->second, &out());
      return end + 1;
    }
    const std::string_view written = name.empty() ? run.substr(0, 1) : run.substr(0, end + 1);
    std::string text;
    AppendDecoded(written, &text);
    const bool is_known = text != written;
    AppendEscaped(is_known ? text : "&", &out());
    return is_known ? written.size() : 1;
  }

  void Markup() {
    const std::string_view here = rest();
    if (here.starts_with("<!--")) {
      SkipPast("-->", at_ + 4);
    } else if (here.starts_with("<![CDATA[")) {
      CharacterData();
    } else if (here.starts_with("<?")) {
      const bool is_ended = FindEver("?>", at_, &no_more_instructions_) != kNone;
      SkipPast(is_ended ? "?>" : ">", at_);
    } else if (here.starts_with("<!DOCTYPE") && !has_type_) {
      DocumentType();
    } else if (here.starts_with("<!")) {
      SkipPast(">", at_);
    } else if (here.size() > 2 && here[1] == '/' && StartsName(here[2])) {
      EndTag();
    } else if (here.size() > 1 && StartsName(here[1])) {
      StartTag();
    } else {
      if (!open_.empty()) out().append("&lt;");
      ++at_;
    }
  }

  // A section that is not closed ends before the end tag of its element.
  void CharacterData() {
    const std::size_t begin = at_ + 9;
    std::size_t end = FindEver("]]>", begin, &no_more_sections_);
    at_ = end + 3;
    if (end == kNone) {
      end = open_.empty() ? kNone : in_.find("</" + std::string(open_.back()), begin);
      at_ = end = std::min(end, in_.size());
    }
    if (open_.empty() || end == begin) return;
    out().append("<![CDATA[").append(in_.substr(begin, end - begin)).append("]]>");
  }

  // Skips <!DOCTYPE ...> with its internal subset, of which plain entities are kept.
  void DocumentType() {
    has_type_ = true;
    bool in_subset = false;
    char quote = 0;
    for (std::size_t i = at_ + 9; i < in_.size(); ++i) {
      const char c = in_[i];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == ']') {
        in_subset = c == '[';
      } else if (c == '<' && in_.substr(i).starts_with("<!ENTITY")) {
        KeepEntity(in_.substr(i));
      } else if (c == '<' && in_.substr(i).starts_with("<!--")) {
        i = std::min(in_.find("-->", i), in_.size());
      } else if (c == '>' && !in_subset) {
        at_ = i + 1;
        return;
      }
    }
    SkipPast(">", at_);  // It was never closed.
  }

  // <!ENTITY name "text">, unless the text itself refers to entities.
  void KeepEntity(std::string_view declaration) {
    constexpr std::size_t kMost = 100;
    constexpr std::size_t kLongest = 200;
    declaration = declaration.substr(8, kLongest);
    const std::size_t name = declaration.find_first_not_of(kSpaces);
    if (name == kNone || declaration[name] == '%' || entities_.size() >= kMost) return;
    const std::size_t name_end = declaration.find_first_of(kSpaces, name);
    const std::size_t quote = declaration.find_first_not_of(kSpaces, name_end);
    if (name_end == kNone || quote == kNone) return;
    if (declaration[quote] != '"' && declaration[quote] != '\'') return;
    const std::size_t end = declaration.find(declaration[quote], quote + 1);
    if (end == kNone) return;
    std::string text;
    AppendDecoded(declaration.substr(quote + 1, end - quote - 1), &text);
    if (text.find('&') != kNone && text != "&") return;
    entities_.emplace_back(declaration.substr(name, name_end - name), std::move(text));
  }

  std::string_view Name(std::size_t begin) const {
    std::size_t end = begin;
    while (end < in_.size() && ContinuesName(in_[end])) ++end;
    return in_.substr(begin, end - begin);
  }

  void Close() {
    out().append("</").append(open_.back()) += '>';
    open_.pop_back();
  }

  void EndTag() {
    const std::string_view name = Name(at_ + 2);
    const std::size_t end = in_.find_first_of("<>", at_ + 2 + name.size());
    at_ = end == kNone ? in_.size() : in_[end] == '>' ? end + 1 : end;
    if (std::ranges::find(open_, name) == open_.end()) return;
    while (open_.back() != name) Close();
    Close();
    is_done_ = open_.empty();
  }

  void Refuse(Reason reason, const char* sentence) {
    mended_.refused = reason;
    mended_.sentence = sentence;
  }

  void CountNode() {
    if (++nodes_ <= kMostNodes) return;
    Refuse(Reason::kTooLarge, "it has more than a million elements and attributes");
  }

  void StartTag() {
    const std::string_view name = Name(at_ + 1);
    if (open_.size() >= max_depth_) {
      return Refuse(Reason::kTooDeep, "its elements are nested too deeply");
    }
    CountNode();
    (out() += '<').append(name);
    at_ += 1 + name.size();
    const bool is_closed = Attributes();
    if (is_closed || IsVoid(name)) {
      out().append("/>");
      is_done_ = open_.empty();
      return;
    }
    out() += '>';
    open_.push_back(name);
  }

  // Writes the attributes and moves behind the tag. True if it ends in "/>". A tag that never ends,
  // or in which the next one begins, ends there.
  bool Attributes() {
    bool is_closed = false;
    int count = 0;
    while (at_ < in_.size()) {
      const char c = in_[at_];
      if (c == '<') return is_closed;
      if (c == '>') {
        ++at_;
        return is_closed;
      }
      is_closed = c == '/';
      if (StartsName(c)) {
        const std::size_t before = out().size();
        Attribute();
        if (++count > kMostAttributes) out().resize(before);
      } else {
        ++at_;
      }
    }
    return is_closed;
  }

  void Attribute() {
    CountNode();
    const std::string_view name = Name(at_);
    at_ += name.size();
    const std::size_t next = std::min(in_.find_first_not_of(kSpaces, at_), in_.size());
    (out() += ' ').append(name).append("=\"");
    if (next < in_.size() && in_[next] == '=') {
      at_ = std::min(in_.find_first_not_of(kSpaces, next + 1), in_.size());
      AttributeValue();
    }
    out() += '"';
  }

  void AttributeValue() {
    if (at_ == in_.size()) return;
    const char quote = in_[at_];
    std::size_t end = kNone;
    if (quote == '"' || quote == '\'') {
      end = FindEver(quote == '"' ? "\"" : "'", ++at_,
                     quote == '"' ? &no_more_double_ : &no_more_single_);
    } else {
      end = in_.find_first_of(" \t\r\n<>", at_);
    }
    // A quotation mark that is never closed: up to the end of the tag.
    if (end == kNone) end = std::min(in_.find_first_of("<>", at_), in_.size());
    std::string_view value = in_.substr(at_, end - at_);
    at_ = end < in_.size() && in_[end] == quote ? end + 1 : end;
    for (std::size_t mark = value.find('"'); mark != kNone; mark = value.find('"')) {
      AppendText(value.substr(0, mark));
      out().append("&quot;");
      value.remove_prefix(mark + 1);
    }
    AppendText(value);
  }

  using Entity = std::pair<std::string, std::string>;

  std::string_view in_;
  std::size_t max_depth_;
  std::int64_t nodes_ = 0;
  std::size_t at_ = 0;
  bool is_done_ = false;
  bool has_type_ = false;
  bool no_more_sections_ = false;
  bool no_more_instructions_ = false;
  bool no_more_double_ = false;
  bool no_more_single_ = false;
  std::vector<std::string_view> open_;
  std::vector<Entity> entities_;
  MendedXml mended_;
};

}  // namespace

MendedXml MendXml(std::string_view text, int max_depth) { return Mender(text, max_depth).Mend(); }

std::string_view DeclaredXmlCharset(std::string_view bytes) {
  constexpr std::size_t kLookAhead = 1024;
  bytes = bytes.substr(0, kLookAhead);
  const std::size_t begin = bytes.find("<?xml");
  if (begin == kNone) return {};
  const std::string_view declaration = bytes.substr(begin, bytes.find("?>", begin) - begin);
  std::size_t at = declaration.find("encoding");
  if (at == kNone) return {};
  at = declaration.find_first_of("\"'", at);
  if (at == kNone) return {};
  const std::size_t end = declaration.find(declaration[at], at + 1);
  return end == kNone ? std::string_view() : declaration.substr(at + 1, end - at - 1);
}

}  // namespace backfile
