// A document within a record: a captured page, an attachment, the body of a mail.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/formats.h"

namespace backfile {

struct Embedded {
  std::string_view name;     // File name, if it has one.
  std::string_view bytes;    // Must outlive the call.
  std::string_view context;  // As Record::context of the format that reads it.
  std::string_view format;   // Read as this one; empty: sniff among `among`.
};

// Whether a format reads documents that stand by themselves, so that it can be embedded; others
// (mail, web archives) embed, and to let them nest would make depth unbounded.
bool CanBeEmbedded(const Format& format);

// The name of the format that it would be read as; empty if it is in none.
std::string_view RecogniseEmbedded(const Embedded& document);

// Sniffs, cuts and reads it on the spot. The articles have no id, place or format yet; the name of
// the format that read them is returned, empty if none can.
std::string_view ReadEmbedded(const Embedded& document, const ReadOptions& options,
                              std::vector<Article>* articles, Problems* problems);

}  // namespace backfile
