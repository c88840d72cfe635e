// Metrics of runs, for the textfile collector of Prometheus' node_exporter; and the note on the
// last run that `status` reads.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "index/index.h"
#include "indexer/report.h"

namespace backfile {

// What one source has in the index.
struct SourceState {
  std::string name;  // Empty: articles without a source.
  std::int64_t articles = 0;
  std::int32_t newest = kUndated;  // Day.
  // Days for which it has brought nothing, counted from its newest article to today, or where all
  // sources have ended long ago, to the newest of them; 0 if that is no longer than its usual
  // pauses, or so long that the source has ended.
  std::int32_t silent_days = 0;
};

// By name. Memory: a list of days a source.
std::vector<SourceState> StateOfSources(const Snapshot& snapshot);

// When runs ended, in seconds since 1970; 0: never.
struct RunNote {
  std::string verb;
  std::int64_t ended = 0;
  std::int64_t succeeded = 0;  // The last that ended with 0 or 3.
  std::int64_t exit_code = 0;
  std::string cage_lacks;  // MissingFromCage() where it ran.
};
// Of the index. No note: nullopt.
std::optional<RunNote> ReadRunNote(const std::string& index_dir);
// On a run of `verb` that ends now with `code`; what ran before it is read from the index.
RunNote NoteOfRun(const std::string& index_dir, const std::string& verb, ExitCode code);
// Requires: the index is there.
void WriteRunNote(const std::string& index_dir, const RunNote& note);

// Writes the metrics file (beside, then renamed). `snapshot` may be null: there is no index.
void WriteMetrics(const std::string& path, const RunNote& note, const Report& report,
                  const Snapshot* snapshot);

}  // namespace backfile
