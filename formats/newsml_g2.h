// NewsML-G2: news items of agencies, alone or in a message, their text inline as NITF, XHTML or
// plain.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffNewsmlG2(const Head& head);
// A record a news item; packages, concepts, plans and items without text are passed over.
std::unique_ptr<Splitter> SplitNewsmlG2(ByteStream* in, const ReadOptions& options);
void ReadNewsmlG2(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                  Problems* problems);

}  // namespace backfile
