// `update`: the nightly run over all sources.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/indexer.h"
#include "indexer/limit_settings.h"

namespace backfile {

namespace {

Source SourceOf(const SourceConfig& config) {
  Source source{config.name, config.path, config.globs, config.excludes, {}};
  source.read.source = config.outlet.empty() ? config.name : config.outlet;
  source.read.zone = config.zone;
  source.read.format = config.format;
  source.read.charset = config.charset;
  source.read.sections = config.sections;
  if (!config.map.empty()) source.read.map = ReadFieldMap(config.map);
  return source;
}

std::vector<Source> SourcesOf(const UpdateOptions& options) {
  CheckFormats(options.config);
  std::vector<Source> sources = SourcesOfPaths(options.paths, options.read);
  if (options.paths.empty()) {
    for (const SourceConfig& config : options.config.sources()) sources.push_back(SourceOf(config));
  }
  if (sources.empty()) {
    throw Error(ExitCode::kUsage,
                "update: name a path, or the configuration that names sources (--config=FILE; "
                "`backfile-index init` writes one)");
  }
  for (Source& source : sources) source.read.limits = LimitsOf(options.config);
  return sources;
}

RunOptions RunOf(const UpdateOptions& options) {
  const Config& config = options.config;
  RunOptions run;
  run.verb = "update";
  run.index_dir = config.Text("index");
  if (run.index_dir.empty()) {
    throw Error(ExitCode::kUsage, "name the index with -d, or in the configuration");
  }
  run.jobs = static_cast<int>(config.Count("update.jobs"));
  run.memory = config.Text("update.memory") == "none" ? 0 : config.Size("update.memory");
  run.worker = WorkerLimitsOf(config);
  run.wait_lock = static_cast<int>(config.Duration("update.wait_lock").count());
  run.writer = ChooseWriter(config.Text("update.writer"));
  run.checkpoint = config.Size("update.checkpoint");
  run.keep_generations = static_cast<int>(config.Count("update.keep"));
  run.min_free = config.Share("update.min_free");
  run.feed = {true, options.force_delete, config.Duration("update.settle"), options.is_rehearsal,
              options.paths.empty()};
  run.settlement = {true, config.Share("update.max_delete"), options.force_delete};
  run.report = options.report;
  run.report.journal = config.Text("report.file");
  run.report.journals_kept = static_cast<int>(config.Count("report.keep"));
  run.metrics = config.Text("report.metrics");
  run.folds = {
      .writer = run.writer, .time = config.Duration("update.fold_time"), .memory = run.memory};
  return run;
}

}  // namespace

ExitCode Update(const UpdateOptions& options) {
  return RunIndexing(RunOf(options), SourcesOf(options));
}

ExitCode Rebuild(const UpdateOptions& options) {
  RunOptions run = RunOf(options);
  run.verb = "rebuild";
  run.from_scratch = true;
  return RunIndexing(run, SourcesOf(options));
}

}  // namespace backfile
