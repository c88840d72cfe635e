// Header lines, read leniently: archives hold what servers really sent.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/header_block.h"

#include <algorithm>

#include "article/text.h"

namespace backfile {

namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool EqualsNoCase(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, Lower, Lower);
}

// More fields than any server sends; the rest is passed over.
constexpr std::size_t kMostFields = 1000;

// Takes the next line off `text`; its end is left out of what is returned.
std::string_view TakeLine(std::string_view* text) {
  const std::size_t end = std::min(text->find('\n'), text->size());
  std::string_view line = text->substr(0, end);
  text->remove_prefix(std::min(end + 1, text->size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

}  // namespace

std::string_view HeaderBlock::Find(std::string_view name) const {
  const auto it =
      std::ranges::find_if(fields, [&](const auto& f) { return EqualsNoCase(f.first, name); });
  return it == fields.end() ? std::string_view() : it->second;
}

HeaderBlock ParseHeaderBlock(std::string_view text) {
  HeaderBlock block;
  std::string_view rest = text;
  block.first_line = TakeLine(&rest);
  while (!rest.empty()) {
    const std::string_view line = TakeLine(&rest);
    if (line.empty()) {
      block.is_complete = true;
      break;
    }
    const bool continues = line.front() == ' ' || line.front() == '\t';
    if (continues && !block.fields.empty()) {
      std::string_view& value = block.fields.back().second;
      value = {value.data(), static_cast<std::size_t>(line.data() + line.size() - value.data())};
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || block.fields.size() == kMostFields) continue;
    block.fields.emplace_back(Trim(line.substr(0, colon)), Trim(line.substr(colon + 1)));
  }
  block.size = text.size() - rest.size();
  return block;
}

std::string MediaTypeOf(std::string_view content_type) {
  return LowerAscii(Trim(content_type.substr(0, content_type.find_first_of(";,"))));
}

std::string ParameterOf(std::string_view content_type, std::string_view name) {
  for (const std::string& part : SplitList(content_type, ";")) {
    const std::size_t equals = part.find('=');
    if (equals == std::string::npos) continue;
    if (!EqualsNoCase(Trim(std::string_view(part).substr(0, equals)), name)) continue;
    std::string_view value = Trim(std::string_view(part).substr(equals + 1));
    if (value.starts_with('"') || value.starts_with('\'')) value.remove_prefix(1);
    return std::string(value.substr(0, value.find_first_of("\"' \t")));
  }
  return "";
}

std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), Lower);
  return lower;
}

}  // namespace backfile
