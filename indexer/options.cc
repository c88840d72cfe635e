// Verbs, options, and what they call.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include "indexer/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>

#include "indexer/completion.h"
#include "indexer/indexer.h"
#include "indexer/options_shared.h"
#include "indexer/spool.h"
#include "indexer/worker.h"

namespace backfile {

namespace {

// Everything that the command line can say.
struct CommandLine {
  AddOptions add;
  ExtractOptions extract;
  std::string files_from;
  bool null_separated = false;
  std::string share;
  std::string progress = "auto";
  std::string writer = "auto";
  std::string index_dir;
  std::string status_format = "text";
  bool lists_refused = false;
  bool count_only = false;
  int check_level = 2;
  bool check_quiet = false;
  bool dump_terms = false;
  bool strict = false;
  std::string original_id;
  std::string original_content;  // Hexadecimal; empty: the newest version.
  std::string shell;
  std::string worker_role;
  std::function<ExitCode()> run;
};

// Paths from a list, one a line or one a NUL.
void ReadFileList(const std::string& list, bool null_separated, std::vector<std::string>* paths) {
  std::ifstream file;
  if (list != "-") {
    file.open(list);
    if (!file) throw Error(ExitCode::kInput, list + " cannot be opened");
  }
  std::istream& in = list == "-" ? std::cin : file;
  for (std::string path; std::getline(in, path, null_separated ? '\0' : '\n');) {
    if (!path.empty()) paths->push_back(path);
  }
}

ExitCode RunAdd(CommandLine* line) {
  AddOptions& add = line->add;
  if (!line->files_from.empty()) ReadFileList(line->files_from, line->null_separated, &add.paths);
  if (add.paths.empty()) throw Error(ExitCode::kUsage, "add: name at least one file or folder");
  if (!line->share.empty()) {
    const auto portion = ParsePortion(line->share);
    if (!portion) throw Error(ExitCode::kUsage, "--shard: write K/N, such as 3/8: " + line->share);
    if (std::ranges::count(add.paths, kStandardInput) > 0) {
      throw Error(ExitCode::kUsage, "--shard: standard input has no name to tell its share by");
    }
    add.portion = *portion;
  }
  if (line->progress == "always") add.run.report.progress = ShowProgress::kAlways;
  if (line->progress == "never") add.run.report.progress = ShowProgress::kNever;
  add.run.writer = ChooseWriter(line->writer);
  const ExitCode code = Add(add);
  return code == ExitCode::kIncomplete && line->strict ? ExitCode::kInput : code;
}

void DefineAdd(CLI::App* app, CommandLine* line) {
  CLI::App* verb =
      app->add_subcommand("add", "Build an index, or extend it by what is new or changed");
  AddOptions& add = line->add;
  AddIndexOption(verb, &add.run.index_dir);
  verb->add_option("PATH", add.paths, "Files, archives and folders; - for standard input");
  verb->add_option("--files-from", line->files_from, "Read paths from a file, or - for stdin")
      ->type_name("FILE");
  verb->add_flag("-0,--null", line->null_separated,
                 "Paths in that list end in NUL, not in a line end");
  verb->add_option("--shard", line->share, "Only the K-th share of N of all files, by their paths")
      ->type_name("K/N");
  verb->add_option("-j,--jobs", add.run.jobs, "Processes that build (default: one a core)")
      ->check(CLI::Range(1, 1024));
  verb->add_option("--memory", add.run.memory, "Memory for all processes together, such as 400M")
      ->transform(SizeWithUnit());
  verb->add_option("--writer", line->writer, "What writes segments: direct, api or auto")
      ->type_name("NAME");
  verb->add_option("--checkpoint", add.run.checkpoint,
                   "Keep what is done, should it be killed, after so much input (1G)")
      ->transform(SizeWithUnit());
  verb->add_option("--wait-lock", add.run.wait_lock,
                   "Seconds to wait if another run holds the index");
  verb->add_option("--keep", add.run.keep_generations, "Generations of the index to keep")
      ->check(CLI::Range(1, 1000));
  verb->add_flag("-q,--quiet", add.run.report.quiet,
                 "Say nothing unless something was newly refused");
  verb->add_option("--progress", line->progress, "When to show progress")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  verb->add_flag("--strict", line->strict, "Exit with 5, not 3, if something was newly refused");
  AddReadOptions(verb, &add.read);
  AddLimitOptions(verb, &add.read.limits);
  AddWorkerOptions(verb, &add.run.worker);
  verb->callback([line] { line->run = [line] { return RunAdd(line); }; });
}

void DefineExtract(CLI::App* app, CommandLine* line) {
  CLI::App* verb = app->add_subcommand("extract", "Print the articles that add would index");
  verb->add_option("PATH", line->extract.paths, "Files, archives and folders")->required();
  AddReadOptions(verb, &line->extract.read);
  verb->add_option("--format", line->status_format, "Output format")
      ->check(CLI::IsMember({"jsonl"}))
      ->default_val("jsonl");
  AddLimitOptions(verb, &line->extract.read.limits);
  AddWorkerOptions(verb, &line->extract.worker);
  verb->callback([line] { line->run = [line] { return Extract(line->extract); }; });
}

void DefineStatus(CLI::App* app, CommandLine* line) {
  CLI::App* verb = app->add_subcommand("status", "Describe the index");
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("--format", line->status_format, "text or json")
      ->check(CLI::IsMember({"text", "json"}));
  verb->add_flag("--count", line->count_only, "Print the number of articles alone");
  verb->add_flag("--refused", line->lists_refused, "List what was refused, and why");
  verb->callback([line] {
    line->run = [line] {
      auto format = line->status_format == "json" ? StatusFormat::kJson : StatusFormat::kText;
      if (line->lists_refused) format = StatusFormat::kRefused;
      return PrintStatus(line->index_dir, line->count_only ? StatusFormat::kCount : format);
    };
  });
}

void DefineCheck(CLI::App* app, CommandLine* line) {
  CLI::App* verb = app->add_subcommand("check", "Verify the index");
  AddIndexOption(verb, &line->index_dir);
  verb->add_option("--level", line->check_level, "1: counts and sizes; 2: also digests and tables")
      ->check(CLI::Range(1, 2));
  verb->add_flag("-q,--quiet", line->check_quiet, "Say nothing if the index is whole");
  verb->callback([line] {
    line->run = [line] { return Check(line->index_dir, line->check_level, line->check_quiet); };
  });
}

void DefineCompletion(CLI::App* app, CommandLine* line) {
  CLI::App* verb = app->add_subcommand("completion", "Print the completion script of a shell");
  verb->add_option("SHELL", line->shell, "bash, zsh or fish")->required();
  verb->callback([app, line] {
    line->run = [app, line] {
      std::cout << CompletionScript(*app, line->shell);
      return ExitCode::kDone;
    };
  });
}

void DefineHidden(CLI::App* app, CommandLine* line) {
  CLI::App* dump = app->add_subcommand("dump", "Print the logical content")->group("");
  AddIndexOption(dump, &line->index_dir);
  dump->add_flag("--terms", line->dump_terms, "A line a term: term, documents, occurrences");
  dump->callback(
      [line] { line->run = [line] { return Dump(line->index_dir, line->dump_terms); }; });
  CLI::App* original =
      app->add_subcommand("original", "Print the bytes an article was read from")->group("");
  AddIndexOption(original, &line->index_dir);
  original->add_option("ID", line->original_id)->required();
  original->add_option("--content", line->original_content);
  original->callback([line] {
    line->run = [line] {
      return PrintRecord(line->index_dir, line->original_id, line->original_content);
    };
  });
  CLI::App* worker = app->add_subcommand("worker", "Started by other verbs only")->group("");
  worker->add_option("ROLE", line->worker_role)->required()->check(CLI::IsMember({"cut", "build"}));
  worker->callback([line] {
    line->run = [line] {
      const auto role = line->worker_role == "cut" ? WorkerRole::kCutter : WorkerRole::kBuilder;
      return static_cast<ExitCode>(RunWorker(role));
    };
  });
}

// CLI11 says of a verb that is none only that one is required.
void CheckVerb(const CLI::App& app, std::string_view verb) {
  std::string verbs;
  for (const CLI::App* known : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (known->get_name() == verb) return;
    if (!known->get_group().empty()) verbs += (verbs.empty() ? "" : ", ") + known->get_name();
  }
  const std::string fault = verb.empty() ? "name a verb" : "there is no verb " + std::string(verb);
  throw Error(ExitCode::kUsage, fault + "; the verbs are " + verbs);
}

}  // namespace

ExitCode RunIndexCommand(int argc, char** argv) {
  CommandLine line;
  CLI::App app("Backfile: builds and keeps full-text indexes of article archives",
               "backfile-index");
  app.set_version_flag("-V,--version", "backfile-index " BACKFILE_VERSION);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::simple);
  DefineAdd(&app, &line);
  DefineUpdate(&app, &line.run);
  DefineExtract(&app, &line);
  DefineStatus(&app, &line);
  DefineCheck(&app, &line);
  DefineUpkeep(&app, &line.run);
  DefineCompletion(&app, &line);
  DefineHidden(&app, &line);
  const std::string_view first = argc > 1 ? argv[1] : "";
  if (!first.starts_with('-')) CheckVerb(app, first);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitCode::kDone : ExitCode::kUsage;
  }
  return line.run();
}

}  // namespace backfile
