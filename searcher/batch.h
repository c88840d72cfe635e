// Many questions over one opened index.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <istream>

#include "searcher/render.h"
#include "searcher/searcher.h"

namespace backfile {

struct BatchOptions {
  SearchRequest request;  // For every question; its `query` is replaced.
  RenderOptions render;   // Its format: JSON lines, trec, csv or tsv.
  bool is_names = false;  // Lines are names, or other phrases; each is its own id.
  int passes = 1;  // How often each question is asked, for timing: all of them once, then again.
};

// Reads "ID<TAB>QUERY" lines, or names. Prints a TREC run, or a line a question: id, number of
// hits, the microseconds that each pass took, and the external ids (else ids) of the top; as a
// table, id, hits and top. What is wrong with a question goes to `complain`; the others are
// answered. Returns how many were not.
int RunBatch(std::istream& questions, const BatchOptions& options, Searcher* searcher,
             const Print& print, const Print& complain);

}  // namespace backfile
