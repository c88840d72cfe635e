// `add`: what is new or changed below some paths goes in; nothing goes out.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/indexer.h"

namespace backfile {

std::vector<Source> SourcesOfPaths(const std::vector<std::string>& paths, const ReadOptions& read,
                                   const Portion& portion) {
  std::vector<Source> sources;
  for (const std::string& path : paths) sources.push_back({path, path, {}, {}, read, portion});
  return sources;
}

ExitCode Add(const AddOptions& options) {
  RunOptions run = options.run;
  run.verb = "add";
  run.feed = {};
  run.settlement = {};
  return RunIndexing(run, SourcesOfPaths(options.paths, options.read, options.portion));
}

}  // namespace backfile
