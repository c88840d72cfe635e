// The program `backfile-index`: archives in, an index out.
//
// Each command is one function; options come in as plain values, and what the commands have to say
// goes to stdout (results) or into the Report (stderr). Nothing here parses a command line: see
// options.h.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "formats/formats.h"
#include "indexer/report.h"

namespace backfile {

struct AddOptions {
  std::string index_dir;
  std::vector<std::string> paths;  // Files and folders.
  ReadOptions read;
  int jobs = 0;             // Worker processes that build; 0: one a core.
  std::int64_t memory = 0;  // Bytes for all processes together; 0: no bound but the batches' own.
  std::chrono::seconds stuck_after{10};
  int wait_lock = 0;  // Seconds.
  int keep_generations = 2;
  ReportOptions report;
};

// Builds the index or extends it by what is new or changed below the paths; never deletes. All or
// nothing: until the end readers see the old state. Throws Error.
ExitCode Add(const AddOptions& options);

struct ExtractOptions {
  std::vector<std::string> paths;
  ReadOptions read;
  bool is_plain = false;  // Only what the files say: nothing is told from the words.
};

// Prints the articles that `add` would index, one JSON object a line on stdout; what is refused
// goes to stderr. Reads in this process. Throws Error.
ExitCode Extract(const ExtractOptions& options);

// Describes the index: as text, as JSON, or its number of articles alone.
enum class StatusFormat { kText, kJson, kCount };
ExitCode PrintStatus(const std::string& index_dir, StatusFormat format);

// Verifies the index; prints what is wrong. kIndex if anything is.
ExitCode Check(const std::string& index_dir, int level);

// Prints the logical content, for comparing two indexes.
ExitCode Dump(const std::string& index_dir, bool terms);

}  // namespace backfile
