// Which XML is it? Told by the root element, found behind whatever stands before it.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>

#include "article/charset.h"
#include "article/text.h"
#include "formats/xml.h"

namespace backfile {

namespace {

constexpr std::size_t kNone = std::string_view::npos;

// Junk before the prolog is looked past up to here: feeds begin with a blank line, a warning of the
// script that wrote them, or an HTTP header.
constexpr std::size_t kMostJunk = 512;

bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}

// Behind the document type declaration that `text` begins with, its internal subset included.
std::size_t EndOfType(std::string_view text) {
  const std::size_t close = text.find('>');
  const std::size_t subset = text.find('[');
  if (subset == kNone || subset > close) return close;
  const std::size_t end = text.find(']', subset);
  return end == kNone ? kNone : text.find('>', end);
}

// The text of a head in a wide encoding, which only its first bytes give away.
std::string NarrowHead(std::string_view head) {
  const bool has_mark = head.starts_with("\xff\xfe") || head.starts_with("\xfe\xff");
  constexpr std::string_view kLittle("<\0", 2);
  constexpr std::string_view kBig("\0<", 2);
  const bool is_wide = has_mark || head.starts_with(kLittle) || head.starts_with(kBig);
  if (!is_wide) return "";
  return DecodeText(head, head.starts_with(kBig) ? "UTF-16BE" : "UTF-16LE").text;
}

void ReadRootTag(std::string_view text, XmlRoot* root) {
  root->tag = text.substr(0, text.find('>'));
  const std::string_view name =
      std::string_view(root->tag).substr(1, root->tag.find_first_of(" \t\r\n/>", 1) - 1);
  const std::size_t colon = name.find(':');
  if (colon != kNone) root->prefix = name.substr(0, colon);
  root->name = name.substr(colon == kNone ? 0 : colon + 1);
}

}  // namespace

XmlRoot SniffXml(std::string_view head) {
  XmlRoot root;
  const std::string narrow = NarrowHead(head);
  root.is_wide = !narrow.empty();
  std::string_view text = narrow.empty() ? head : std::string_view(narrow);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  std::size_t at = text.find_first_not_of(" \t\r\n\f\v");
  if (at == kNone) return root;
  if (text[at] != '<') {
    at = text.substr(0, kMostJunk).find("<?xml ");
    root.is_behind_junk = true;
  }
  while (at != kNone && at + 1 < text.size()) {
    const std::string_view here = text.substr(at);
    std::size_t length = kNone;
    if (here.starts_with("<!--")) {
      length = here.find("-->") == kNone ? kNone : here.find("-->") + 3;
    } else if (here.starts_with("<?")) {
      length = here.find('>') == kNone ? kNone : here.find('>') + 1;
    } else if (here.starts_with("<!")) {
      const std::size_t end = EndOfType(here);
      if (end == kNone) return root;
      root.type = here.substr(0, end);
      length = end + 1;
    } else if (IsNameStart(here[1])) {
      ReadRootTag(here, &root);
      return root;
    }
    if (length == kNone) return root;
    at = text.find('<', at + length);
  }
  return root;
}

}  // namespace backfile
