// XML in no vocabulary that is known, read by what its elements are called.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

// Whatever has a root element and no better name.
int SniffAnyXml(const Head& head);
// A record each element that has a title and a text in it, as the beginning of the file shows them;
// the whole document if it shows none. kUnsupportedFormat for what is known to hold no text, such
// as maps of sites.
std::unique_ptr<Splitter> SplitAnyXml(ByteStream* in, const ReadOptions& options);
void ReadAnyXml(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
                Problems* problems);

}  // namespace backfile
