// XML as archives hold it made into XML that a parser takes.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "article/problem.h"

namespace backfile {

struct MendedXml {
  std::string text;      // Well formed: elements, text and CDATA sections only. May be empty.
  std::string sentence;  // Why it was refused; empty if it was not.
  std::optional<Reason> refused;  // kTooDeep, or kTooLarge: more elements than a tree may have.
};

// Takes `text` (valid UTF-8) through once, without recursion, so that what comes out has one root
// element, closed tags, quoted attributes, nothing deeper than `max_depth`, and no references but
// those to & < > and quotation marks. Declarations, processing instructions and comments are left
// out; what precedes the root element, too. HTML's named entities and those that the document type
// itself declares as plain text become their characters, references to no character a space, stray
// '&' and '<' themselves. White space between tags is kept, as a reference, which no parser drops.
// Elements left open are closed where the one around them ends; end tags of nothing are dropped.
MendedXml MendXml(std::string_view text, int max_depth);

// The character set that the XML declaration within the first bytes names; empty: none.
std::string_view DeclaredXmlCharset(std::string_view bytes);

}  // namespace backfile
