// Mail: single messages, mailboxes of them, and web pages saved as messages (MHTML).
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffMail(const Head& head);  // A message by itself, or a saved page.
int SniffMbox(const Head& head);

// A record a message, from one envelope line ("From someone Mon Jun 01 10:00:00 2009") to the next.
// Such a line counts only behind an empty one and with a time and a year in it.
std::unique_ptr<Splitter> SplitMbox(ByteStream* in, const ReadOptions& options);

// One article from a message: its text, else its HTML. Attachments that are articles by their
// format (not mere text) and messages within it give further ones; others are named in a note.
void ReadMail(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

}  // namespace backfile
