// Cutting XML streams of many items into records, one element each.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/limits.h"
#include "formats/stream.h"

namespace backfile {

struct XmlCut {
  // Local names of the elements that are records, at any prefix.
  std::vector<std::string> items;
  // Whether such an element may hold others of its name. If not, one that begins within another
  // means that the latter was cut off.
  bool nests = false;
  // Local names of elements before the first item that no item needs: left out of the context.
  std::vector<std::string_view> not_context = {};
  // Whether an item can hold an article at all; others are passed over without a word.
  bool (*is_wanted)(std::string_view item) = nullptr;
  // What to say if nothing at all was wanted: "the feed has no items".
  std::string if_none = "there is nothing in it";
  Reason none_is = Reason::kEmpty;  // Or kUnsupportedFormat, if such content is not read.
};

// Each record's context is what stands before the first item: the XML declaration, the document
// type, the start tags around the items and the elements among them, so that context and record
// together are a document of one item. At most 64 kB of it are kept. UTF-16 and UTF-32 are turned
// into UTF-8 first; offsets then count those bytes. Comments and CDATA sections are passed over.
// The stream must outlive the splitter.
std::unique_ptr<Splitter> SplitXml(ByteStream* in, const Limits& limits, XmlCut cut);

}  // namespace backfile
