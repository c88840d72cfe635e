// Pages are written through this: what is no literal of the program is escaped, by its type.
//
//     html << "<h2>"_html << article.title << "</h2>"_html;
//
// Only a literal with the suffix _html is markup; every other text, whatever it holds, comes out as
// the words that it is, inside an element and inside a quoted attribute alike. (Addresses: see
// Address, which also percent-encodes.)
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/highlight.h"
#include "searcher/serve/parameters.h"

namespace backfile {

// Markup of our own. Made by the literal below alone, so never of anything that was read.
class Markup {
 public:
  std::string_view text() const { return text_; }

 private:
  friend consteval Markup operator""_html(const char* text, std::size_t size);
  consteval explicit Markup(std::string_view text) : text_(text) {}
  std::string_view text_;
};
consteval Markup operator""_html(const char* text, std::size_t size) {
  return Markup({text, size});
}

// A path of this server and its parameters, for an attribute.
struct Address {
  std::string_view path;  // Characters of a path only.
  Parameters parameters = {};
};

class Html {
 public:
  Html& operator<<(Markup markup) {
    out_ += markup.text();
    return *this;
  }
  Html& operator<<(std::string_view text);
  Html& operator<<(const char* text) { return *this << std::string_view(text); }
  Html& operator<<(const std::string& text) { return *this << std::string_view(text); }
  Html& operator<<(const Address& address);
  Html& operator<<(const Html& part) {
    out_ += part.out_;
    return *this;
  }
  template <std::integral Number>
  Html& operator<<(Number number) {
    out_ += std::to_string(number);
    return *this;
  }

  bool empty() const { return out_.empty(); }
  std::string Take() && { return std::move(out_); }

 private:
  std::string out_;
};

// "12,345".
std::string Grouped(std::int64_t number);
// "1 article", "2 articles".
std::string Counted(std::int64_t number, std::string_view one, std::string_view many);
// The text with its hits as <mark>.
Html Marked(const MarkedText& marked);
// <a href="...">text</a>
Html Link(const Address& address, std::string_view text);
// <input type="hidden">, one a parameter.
Html HiddenFields(const Parameters& parameters);

}  // namespace backfile
