// The article on a web page; for every format that holds pages or pieces of HTML.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "article/article.h"
#include "article/charset.h"
#include "formats/formats.h"

namespace backfile {

// What the surroundings of a page know of it: the HTTP response, the mail part, the web archive.
struct HtmlPageHints {
  std::string url;       // Where it was fetched from; beaten by the page's own canonical address.
  std::string charset;   // Of the transport; beats what the page declares.
  std::string captured;  // When it was fetched, as ISO 8601.
};

// Hints as Record::context carries them: "url: ...\ncharset: ...\ncaptured: ...\n", empty ones left
// out. Reading takes any text; lines with other keys are ignored.
std::string WriteHints(const HtmlPageHints& hints);
HtmlPageHints ReadHints(std::string_view context);

// The text of a page in UTF-8: by byte order mark, validity, transport, <meta>, the user's option,
// detection.
DecodedText DecodePage(std::string_view bytes, const HtmlPageHints& hints,
                       const ReadOptions& options);

// The article of a whole page of any quality: body without menus, comments and advertisements, and
// what its markup says of title, writers, source, dates, language, section and subjects. A page
// without an article gives what text it has.
Article ReadHtmlPage(std::string_view bytes, const HtmlPageHints& hints,
                     const ReadOptions& options);

// The text of a piece of HTML that is all article (the body of a feed item, of an agency's story):
// paragraphs joined by "\n\n", <br> as "\n"; valid UTF-8. `fragment` must be UTF-8; nothing is left
// out but scripts and the like, and captions of pictures if `captions` is given, which receives
// them.
std::string TextOfHtml(std::string_view fragment, std::vector<std::string>* captions = nullptr);

}  // namespace backfile
