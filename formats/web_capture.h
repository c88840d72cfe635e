// What a crawler fetched from the web: which of it are pages, and the page out of the HTTP answer.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace backfile {

// One capture as a web archive holds it.
struct Capture {
  std::string url;
  std::string captured;    // As the archive writes it.
  std::string media_type;  // Of a block without HTTP header, in lower case.
  bool is_http = false;    // The block begins with an HTTP header.
};

// Whether an article may come of it, by what can be told from the first bytes of its block: a
// successful answer from the web with a document in it, and no picture, style sheet or program, no
// robots.txt and none of the crawler's own records. What is refused here holds no article, and
// nobody is told.
bool MayHoldArticle(const Capture& capture, std::string_view block_head);

// Undoes transfer and content encodings and reads the page. Articles get the capture's address (if
// they name none), the time of the capture, and story and version: captures of one address are
// versions of one story. Items of a captured feed are unversioned articles of the addresses they
// name.
void ReadCapture(const Capture& capture, std::string_view block, const ReadOptions& options,
                 std::vector<Article>* articles, Problems* problems);

// Removes the chunks of a body sent chunk by chunk (RFC 9112, 7.1); nullopt if it is not chunked at
// all, as some archives hold bodies that were unchunked without changing the header. What follows a
// broken chunk is left out.
std::optional<std::string> Unchunk(std::string_view body);

}  // namespace backfile
