// Feeds: RSS 0.9 to 2.0, Atom 0.3 and 1.0, and WordPress exports (WXR), which are RSS with more.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <vector>

#include "formats/formats.h"
#include "formats/stream.h"

namespace backfile {

int SniffRss(const Head& head);
std::unique_ptr<Splitter> SplitRss(ByteStream* in, const ReadOptions& options);
void ReadRss(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems);

int SniffAtom(const Head& head);
std::unique_ptr<Splitter> SplitAtom(ByteStream* in, const ReadOptions& options);
void ReadAtom(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
              Problems* problems);

// Published posts only: no drafts, pages, menus or attachments.
int SniffWxr(const Head& head);
std::unique_ptr<Splitter> SplitWxr(ByteStream* in, const ReadOptions& options);
void ReadWxr(const Record& record, const ReadOptions& options, std::vector<Article>* articles,
             Problems* problems);

}  // namespace backfile
