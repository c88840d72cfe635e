// NITF, the agencies' mark-up of a single story, versions 2.5 to 3.6, and the dialect of the New
// York Times Annotated Corpus. Also found within NewsML.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"
#include "formats/xml.h"

namespace backfile {

int SniffNitf(const Head& head);
std::unique_ptr<Splitter> SplitNitf(ByteStream* in, const ReadOptions& options);
void ReadNitf(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

// What an <nitf> element says, into the fields that are not known yet.
void TakeNitf(const XmlElement* nitf, Article* article);

}  // namespace backfile
