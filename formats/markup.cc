// Finding and decoding, without a grammar.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "formats/markup.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>

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

struct Entity {
  std::string_view name;
  std::string_view text;
};
constexpr std::array kEntities = {
    Entity{"amp", "&"},    Entity{"lt", "<"},     Entity{"gt", ">"},     Entity{"quot", "\""},
    Entity{"apos", "'"},   Entity{"nbsp", " "},   Entity{"lsquo", "‘"},  Entity{"rsquo", "’"},
    Entity{"ldquo", "“"},  Entity{"rdquo", "”"},  Entity{"ndash", "–"},  Entity{"mdash", "—"},
    Entity{"hellip", "…"}, Entity{"pound", "£"},  Entity{"euro", "€"},   Entity{"cent", "¢"},
    Entity{"yen", "¥"},    Entity{"copy", "©"},   Entity{"reg", "®"},    Entity{"deg", "°"},
    Entity{"frac12", "½"}, Entity{"frac14", "¼"}, Entity{"frac34", "¾"}, Entity{"bull", "•"},
    Entity{"middot", "·"}, Entity{"sect", "§"},   Entity{"para", "¶"},   Entity{"trade", "™"},
    Entity{"eacute", "é"}, Entity{"egrave", "è"}, Entity{"ecirc", "ê"},  Entity{"euml", "ë"},
    Entity{"aacute", "á"}, Entity{"agrave", "à"}, Entity{"acirc", "â"},  Entity{"auml", "ä"},
    Entity{"aring", "å"},  Entity{"atilde", "ã"}, Entity{"aelig", "æ"},  Entity{"ccedil", "ç"},
    Entity{"iacute", "í"}, Entity{"icirc", "î"},  Entity{"iuml", "ï"},   Entity{"ntilde", "ñ"},
    Entity{"oacute", "ó"}, Entity{"ograve", "ò"}, Entity{"ocirc", "ô"},  Entity{"ouml", "ö"},
    Entity{"oslash", "ø"}, Entity{"otilde", "õ"}, Entity{"uacute", "ú"}, Entity{"ugrave", "ù"},
    Entity{"ucirc", "û"},  Entity{"uuml", "ü"},   Entity{"szlig", "ß"},  Entity{"Eacute", "É"},
    Entity{"Auml", "Ä"},   Entity{"Ouml", "Ö"},   Entity{"Uuml", "Ü"},   Entity{"Aring", "Å"},
    Entity{"Oslash", "Ø"}, Entity{"Ccedil", "Ç"}, Entity{"iexcl", "¡"},  Entity{"iquest", "¿"},
    Entity{"laquo", "«"},  Entity{"raquo", "»"},  Entity{"times", "×"},  Entity{"shy", ""},
    Entity{"ensp", " "},   Entity{"emsp", " "},   Entity{"thinsp", " "}, Entity{"hyph", "-"},
    Entity{"blank", " "},  Entity{"sbquo", "‚"},  Entity{"bdquo", "„"},  Entity{"dagger", "†"}};

void AppendUtf8(std::uint32_t c, std::string* out) {
  if (c < 0x80) {
    *out += static_cast<char>(c);
  } else if (c < 0x800) {
    *out += static_cast<char>(0xc0 | c >> 6);
    *out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    *out += static_cast<char>(0xe0 | c >> 12);
    *out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    *out += static_cast<char>(0xf0 | c >> 18);
    *out += static_cast<char>(0x80 | (c >> 12 & 0x3f));
    *out += static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

// "#8217" or "#x2019": its character; control characters, surrogates and what is no character: a
// space.
bool AppendNumeric(std::string_view reference, std::string* out) {
  const bool hex = reference.size() > 1 && (reference[1] == 'x' || reference[1] == 'X');
  const std::string_view digits = reference.substr(hex ? 2 : 1);
  std::uint32_t c = 0;
  const auto end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, c, hex ? 16 : 10);
  if (digits.empty() || stop != end) return false;
  // References 128 to 159 mean windows-1252, as browsers read them; the common ones are quotes.
  constexpr std::string_view kHigh[] = {"‘", "’", "“", "”", "•", "–", "—"};
  if (c >= 0x91 && c <= 0x97) {
    out->append(kHigh[c - 0x91]);
  } else if (error != std::errc() || c < 0x20 || (c >= 0x7f && c < 0xa0) || c > 0x10ffff ||
             (c >= 0xd800 && c < 0xe000)) {
    *out += c == '\n' || c == '\t' ? static_cast<char>(c) : ' ';
  } else {
    AppendUtf8(c, out);
  }
  return true;
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

std::string DecodeEntities(std::string_view text) {
  constexpr std::size_t kLongest = 12;
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t at = std::min(text.find('&'), text.size());
    out.append(text.substr(0, at));
    text.remove_prefix(at);
    if (text.empty()) break;
    const std::size_t end = text.substr(0, kLongest).find(';');
    const std::string_view name = end == std::string_view::npos ? "" : text.substr(1, end - 1);
    const auto entity = std::ranges::find(kEntities, name, &Entity::name);
    if (entity != kEntities.end()) {
      out.append(entity->text);
    } else if (!name.starts_with('#') || !AppendNumeric(name, &out)) {
      out += '&';
      text.remove_prefix(1);
      continue;
    }
    text.remove_prefix(end + 1);
  }
  return out;
}

}  // namespace backfile
