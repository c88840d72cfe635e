// Finding and decoding, without a grammar.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/markup.h"

#include <algorithm>
#include <array>

#include "article/text.h"

namespace backfile {

namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool EqualsNoCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, Lower, Lower);
}

bool EndsName(char c) {
  return c == '>' || c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '/';
}

// Where "<tag" or "</tag" begins, from `from` on.
std::size_t FindTag(std::string_view text, std::string_view opening, std::string_view tag,
                    std::size_t from) {
  for (;;) {
    const std::size_t at = text.find(opening, from);
    if (at == std::string_view::npos) return at;
    const std::string_view rest = text.substr(at + opening.size());
    if (rest.size() > tag.size() && EqualsNoCase(rest.substr(0, tag.size()), tag) &&
        EndsName(rest[tag.size()])) {
      return at;
    }
    from = at + 1;
  }
}

bool BreaksLine(std::string_view tag) {
  constexpr std::array<std::string_view, 18> kBlocks = {
      "p",  "br", "div", "li", "tr",    "h1",         "h2",  "h3", "h4",
      "h5", "h6", "ul",  "ol", "table", "blockquote", "pre", "hr", "f"};
  if (tag.starts_with('/')) tag.remove_prefix(1);
  std::size_t end = 0;
  while (end < tag.size() && !EndsName(tag[end])) ++end;
  tag = tag.substr(0, end);
  return std::ranges::any_of(kBlocks, [&](std::string_view b) { return EqualsNoCase(tag, b); });
}

}  // namespace

std::optional<std::string_view> FindElement(std::string_view text, std::string_view tag,
                                            std::size_t* from) {
  const std::size_t open = FindTag(text, "<", tag, *from);
  if (open == std::string_view::npos) return std::nullopt;
  const std::size_t begin = std::min(text.find('>', open), text.size() - 1) + 1;
  // The end is looked for up to the next element only: many that are never closed take no longer.
  const std::size_t again = std::min(FindTag(text, "<", tag, begin), text.size());
  const std::size_t end = std::min(FindTag(text.substr(0, again), "</", tag, begin), again);
  *from = end;
  return text.substr(begin, end - begin);
}

std::string_view ElementText(std::string_view text, std::string_view tag) {
  std::size_t from = 0;
  return FindElement(text, tag, &from).value_or(std::string_view());
}

std::string_view AttributeOf(std::string_view start_tag, std::string_view name) {
  start_tag = start_tag.substr(0, start_tag.find('>'));
  for (std::size_t at = 0; at + name.size() < start_tag.size(); ++at) {
    const bool begins = at > 0 && EndsName(start_tag[at - 1]);
    if (!begins || !EqualsNoCase(start_tag.substr(at, name.size()), name)) continue;
    std::string_view value = start_tag.substr(at + name.size());
    if (!value.starts_with('=')) continue;
    value.remove_prefix(1);
    const bool quoted = value.starts_with('"') || value.starts_with('\'');
    if (quoted) return value.substr(1, value.find(value[0], 1) - 1);
    return value.substr(0, value.find_first_of(" \t\r\n"));
  }
  return {};
}

std::string WithoutTags(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t open = std::min(text.find('<'), text.size());
    out.append(text.substr(0, open));
    text.remove_prefix(open);
    if (text.empty()) break;
    if (text.starts_with("<!--")) {
      const std::size_t end = text.find("-->");
      text.remove_prefix(end == std::string_view::npos ? text.size() : end + 3);
      continue;
    }
    const bool is_tag =
        text.size() > 1 && (Lower(text[1]) != text[1] || (text[1] >= 'a' && text[1] <= 'z') ||
                            text[1] == '/' || text[1] == '!' || text[1] == '?');
    const std::size_t close = is_tag ? text.find('>') : std::string_view::npos;
    if (close == std::string_view::npos) {
      out += '<';
      text.remove_prefix(1);
      continue;
    }
    if (BreaksLine(text.substr(1, close - 1))) out += "\n\n";
    text.remove_prefix(close + 1);
  }
  return out;
}

}  // namespace backfile
