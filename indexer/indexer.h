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
#include <optional>
#include <string>
#include <vector>

#include "formats/formats.h"
#include "index/config.h"
#include "index/corrections.h"
#include "indexer/folding.h"
#include "indexer/run.h"

namespace backfile {

// The processes that read archives are this very program, started again as `PROGRAM worker ROLE`. A
// program that calls Add, Update or Rebuild calls this first thing in main: if it gives something,
// that was such a process, and it is the exit code.
std::optional<int> RunAsWorker(int argc, char** argv);

struct AddOptions {
  std::vector<std::string> paths;  // Files and folders.
  ReadOptions read;                // How to read all of them.
  RunOptions run;                  // But for what makes `add` of it.
  Portion portion = {};            // Of the files below the paths.
};

// Builds the index or extends it by what is new or changed below the paths; never deletes. All or
// nothing: until the end readers see the old state. Throws Error.
ExitCode Add(const AddOptions& options);

// Each path a source of its own, all read alike.
std::vector<Source> SourcesOfPaths(const std::vector<std::string>& paths, const ReadOptions& read,
                                   const Portion& portion = {});

struct UpdateOptions {
  Config config;                   // Sources, limits, how to run.
  std::vector<std::string> paths;  // In place of the configured sources, if there are any.
  ReadOptions read;                // How to read these.
  bool is_rehearsal = false;       // Print what would be done.
  bool force_delete = false;       // However much it is.
  ReportOptions report;
};

// The nightly run: like Add, but what has gone from the sources goes from the index. Throws Error.
ExitCode Update(const UpdateOptions& options);

// Makes the generation before the live one live again, with the corrections made since. Throws
// Error(kIndex) if none is kept, or that one is damaged.
ExitCode Rollback(const std::string& index_dir, int wait_lock);

// Builds the index anew from its sources, beside the old one, which serves until then; and stays if
// they hold far less than it (Error(kIncomplete)).
ExitCode Rebuild(const UpdateOptions& options);

struct RemoveOptions {
  std::string index_dir;
  std::vector<std::string> ids;  // Or unique beginnings of them.
  std::string reason;            // Kept with the id.
  bool purge = false;            // From every kept generation, and from every file, at once.
  bool is_rehearsal = false;
  int keep_generations = 2;
  int wait_lock = 0;
};
// Takes articles out, and keeps them out whatever the archives hold. Throws Error.
ExitCode Remove(const RemoveOptions& options);

struct AmendOptions {
  std::string index_dir;
  std::string id;
  std::vector<Amendment> amendments;
  int keep_generations = 2;
  int wait_lock = 0;
};
// Corrects what the index says of one article, now and whenever it is read again. Throws Error.
ExitCode Amend(const AmendOptions& options);

// Archives have moved. Reads nothing again. Throws Error.
ExitCode Relocate(const std::string& index_dir, const std::string& from, const std::string& to,
                  int wait_lock);

// Copies the live generation, and what a person has added to the index, into a new folder. It is an
// index itself. Throws Error.
ExitCode Backup(const std::string& index_dir, const std::string& to, int wait_lock);
ExitCode Restore(const std::string& from, const std::string& index_dir, bool check_only);

// Folds segments into one, without what was replaced or deleted: those that cost more to search
// than they save, or all. Throws Error.
struct FoldOptions {
  std::string index_dir;
  FoldRules rules;
  int keep_generations = 2;
  int wait_lock = 0;
};
ExitCode Fold(const FoldOptions& options);

// Makes the live generation ready to be served by xapian-tcpsrv(1). Throws Error.
struct PublishOptions {
  std::string index_dir;
  std::string folder;  // Where generations go; made if need be.
  int keep = 2;        // Generations there; whoever is reading an older one must be given time.
  int wait_lock = 0;
  bool is_quiet = false;
};
ExitCode PublishForServers(const PublishOptions& options);

// Prints the configuration as a file; with `origins`, where each value came from.
ExitCode ShowConfig(const Config& config, bool origins);

// Writes a commented configuration for the archives in a folder, or adds them to one of that index
// that names no source yet. Throws Error: there is another one.
ExitCode Init(const std::string& folder, const std::string& index_dir, const std::string& path);

struct ExtractOptions {
  std::vector<std::string> paths;
  ReadOptions read;
  WorkerLimits worker;  // Of the process that reads.
};

// Prints the articles that `add` would index, one JSON object a line on stdout; what is refused
// goes to stderr. Reads in a child of this process (reader_process.h). Throws Error.
ExitCode Extract(const ExtractOptions& options);

struct ExportOptions {
  std::string index_dir;
  std::string after;                       // Only articles whose ids come after this one.
  std::optional<std::string> search_name;  // For OpenSearch: the name of the index there.
  std::string folder;                      // For OpenSearch: where the parts go.
  int since = 0;  // For OpenSearch: only what has changed since this generation.
};
// Gives all articles away, in order of their ids: on stdout as JSON lines that `add` reads back, or
// into a folder as bulk requests for OpenSearch and Elasticsearch. Throws Error.
ExitCode Export(const ExportOptions& options);

// Describes the index: as text, as JSON, or its number of articles alone.
// kRefused: a line for each record and file that was refused, as messages of a run have it.
enum class StatusFormat { kText, kJson, kCount, kRefused };
ExitCode PrintStatus(const std::string& index_dir, StatusFormat format);

// Verifies the index; prints what is wrong. kIndex if anything is.
ExitCode Check(const std::string& index_dir, int level, bool quiet);

// Prints the logical content, for comparing two indexes.
ExitCode Dump(const std::string& index_dir, bool terms);

// Prints the bytes of the record that the article with this whole id was read from, if they are
// still those that were indexed. `content`: its content digest, as hexadecimal digits; empty: of
// the newest version. Throws Error.
ExitCode PrintRecord(const std::string& index_dir, const std::string& id,
                     const std::string& content);

}  // namespace backfile
