// The tokenizer of the HTML standard (section 13.2.5) without its error reports: whatever the
// bytes, there is one way to cut them.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/html_tokens.h"

#include <algorithm>
#include <array>

namespace backfile {

namespace {

// More attributes than this on one element are an attack or a broken quotation mark.
constexpr std::size_t kMostAttributes = 64;

// Bytes that may end a name or an unquoted value.
constexpr auto kByteClass = [] {
  std::array<std::uint8_t, 256> classes{};
  for (const unsigned char c : {' ', '\t', '\n', '\f', '\r'}) classes[c] = 1;
  classes['/'] = 2;
  classes['>'] = 2;
  classes['='] = 4;
  return classes;
}();
bool IsIn(char c, unsigned set) { return (kByteClass[static_cast<unsigned char>(c)] & set) != 0; }
bool IsSpace(char c) { return IsIn(c, 1); }
bool EndsTagName(char c) { return IsIn(c, 3); }
bool EndsAttributeName(char c) { return IsIn(c, 7); }

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
bool IsLetter(char c) {
  c = Lower(c);
  return c >= 'a' && c <= 'z';
}

}  // namespace

bool HtmlTokens::StartsMarkup() const {
  const std::string_view head = source_.substr(at_, 3);
  if (head.size() < 2 || head[0] != '<') return false;
  return IsLetter(head[1]) || head[1] == '!' || head[1] == '?' ||
         (head[1] == '/' && head.size() > 2);
}

bool HtmlTokens::Next(HtmlToken* token) {
  while (at_ < source_.size()) {
    if (StartsMarkup()) {
      if (ReadMarkup(token)) return true;
      continue;
    }
    const std::size_t begin = at_;
    do {
      at_ = std::min(source_.find('<', at_ + 1), source_.size());
    } while (at_ < source_.size() && !StartsMarkup());
    token->kind = HtmlToken::Kind::kText;
    token->text = source_.substr(begin, at_ - begin);
    return true;
  }
  return false;
}

// A tag; false for a comment or another thing to be left out, which has been skipped.
bool HtmlTokens::ReadMarkup(HtmlToken* token) {
  const bool is_end = source_[at_ + 1] == '/';
  if (source_.substr(at_).starts_with("<!--")) {
    SkipComment();
  } else if (IsLetter(source_[at_ + (is_end ? 2 : 1)])) {
    token->kind = is_end ? HtmlToken::Kind::kEndTag : HtmlToken::Kind::kStartTag;
    at_ += is_end ? 2 : 1;
    return ReadTag(token);
  } else {
    at_ = std::min(source_.find('>', at_), source_.size() - 1) + 1;
  }
  return false;
}

// "<!-->" and "<!--->" are whole; "--!>" ends one, too.
void HtmlTokens::SkipComment() {
  at_ += 4;
  const std::string_view rest = source_.substr(at_);
  if (rest.starts_with(">") || rest.starts_with("->")) {
    at_ += rest[0] == '>' ? 1 : 2;
    return;
  }
  for (;;) {
    at_ = source_.find("--", at_);
    if (at_ == std::string_view::npos) break;
    const std::string_view end = source_.substr(at_ + 2, 2);
    if (end.starts_with('>') || end == "!>") {
      at_ += end[0] == '>' ? 3 : 4;
      return;
    }
    ++at_;
  }
  at_ = source_.size();
}

// From the name on. False: the source ends within the tag, which is then none.
bool HtmlTokens::ReadTag(HtmlToken* token) {
  const std::size_t begin = at_;
  while (at_ < source_.size() && !EndsTagName(source_[at_])) ++at_;
  token->text = source_.substr(begin, at_ - begin);
  token->attributes.clear();
  token->closes_itself = false;
  for (SkipSpace(); at_ < source_.size(); SkipSpace()) {
    const char c = source_[at_];
    if (c == '>') {
      ++at_;
      return true;
    }
    token->closes_itself = c == '/';
    if (c == '/') {
      ++at_;
    } else {
      ReadAttribute(token);
    }
  }
  return false;
}

void HtmlTokens::ReadAttribute(HtmlToken* token) {
  const std::size_t begin = at_;
  do {
    ++at_;  // A '=' that comes first belongs to the name.
  } while (at_ < source_.size() && !EndsAttributeName(source_[at_]));
  HtmlAttribute attribute{source_.substr(begin, at_ - begin), {}};
  SkipSpace();
  if (at_ < source_.size() && source_[at_] == '=') {
    ++at_;
    SkipSpace();
    attribute.value = ReadValue();
  }
  if (token->attributes.size() < kMostAttributes) token->attributes.push_back(attribute);
}

std::string_view HtmlTokens::ReadValue() {
  if (at_ >= source_.size() || source_[at_] == '>') return {};
  const char quote = source_[at_];
  const bool is_quoted = quote == '"' || quote == '\'';
  const std::size_t begin = at_ + (is_quoted ? 1 : 0);
  std::size_t end = begin;
  if (is_quoted) {
    end = std::min(source_.find(quote, begin), source_.size());
  } else {
    while (end < source_.size() && !IsSpace(source_[end]) && source_[end] != '>') ++end;
  }
  at_ = std::min(end + (is_quoted ? 1 : 0), source_.size());
  return source_.substr(begin, end - begin);
}

void HtmlTokens::SkipSpace() {
  while (at_ < source_.size() && IsSpace(source_[at_])) ++at_;
}

std::string_view HtmlTokens::TakeRawText(std::string_view name) {
  const std::size_t begin = at_;
  for (at_ = source_.find("</", at_); at_ != std::string_view::npos;
       at_ = source_.find("</", at_)) {
    const std::string_view rest = source_.substr(at_ + 2, name.size() + 1);
    if (rest.size() > name.size() && EndsTagName(rest.back()) &&
        std::ranges::equal(rest.substr(0, name.size()), name, {}, Lower, Lower)) {
      return source_.substr(begin, at_ - begin);
    }
    at_ += 2;
  }
  at_ = source_.size();
  return source_.substr(begin);
}

}  // namespace backfile
