// HTML cut into tags and text, the way the standard's tokenizer cuts it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace backfile {

struct HtmlAttribute {
  std::string_view name;   // As written, in any case.
  std::string_view value;  // Without its quotation marks, entities not decoded.
};

struct HtmlToken {
  enum class Kind : std::uint8_t { kText, kStartTag, kEndTag } kind = Kind::kText;
  std::string_view text;  // The text, or the name of the element as written.
  std::vector<HtmlAttribute> attributes;
  bool closes_itself = false;  // <name/>
};

// Comments, processing instructions and the doctype are left out. Views point into the source.
class HtmlTokens {
 public:
  explicit HtmlTokens(std::string_view source) : source_(source) {}

  // The next token, whose vector is reused; false at the end.
  bool Next(HtmlToken* token);
  // Everything up to the end tag `name` (in any case) as text: for <script> and its like. The end
  // tag itself comes next. Without one, all the rest.
  std::string_view TakeRawText(std::string_view name);

 private:
  bool StartsMarkup() const;
  bool ReadMarkup(HtmlToken* token);
  void SkipComment();
  bool ReadTag(HtmlToken* token);
  void ReadAttribute(HtmlToken* token);
  std::string_view ReadValue();
  void SkipSpace();

  std::string_view source_;
  std::size_t at_ = 0;
};

}  // namespace backfile
