// What each verb does with its options.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "article/text.h"
#include "searcher/batch.h"
#include "searcher/explain.h"
#include "searcher/options.h"

namespace backfile {

namespace {

constexpr std::size_t kSnippetCharacters = 300;

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::chrono::sys_days Today() {
  return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

Print To(Output* output) {
  return [output](std::string_view text) { output->Print(text); };
}

void Complain(std::string_view text) { std::cerr << Printable(text, true); }

// What the options leave to the place and the format.
void Settle(CommandLine* line) {
  if (line->index_dir.empty()) {
    if (const char* dir = std::getenv("BACKFILE_INDEX")) line->index_dir = dir;
  }
  if (line->index_dir.empty()) {
    throw Error(ExitCode::kUsage, "which index? Name its folder with -d, or in BACKFILE_INDEX");
  }
  line->request.query = Joined(line->arguments);
  line->request.today = Today();
  line->render.has_color = WantsColor(line->color);
  line->render.width = TerminalWidth();
}

bool IsData(Format format) {
  return format == Format::kCsv || format == Format::kTsv || format == Format::kTrec;
}

void Notes(const CommandLine& line, const SearchResult& result) {
  if (line.is_quiet) return;
  if (line.is_verbose) Complain("understood as: " + result.query + "\n");
  if (!line.is_verbose && result.total > 0) return;
  for (const std::string& note : result.notes) Complain(note + "\n");
}

ExitCode Found(const CommandLine& line, std::int64_t total) {
  return total > 0 || line.is_empty_fine ? ExitCode::kDone : ExitCode::kNothingFound;
}

ExitCode Find(CommandLine* line) {
  if (line->request.query.empty()) {
    throw Error(ExitCode::kUsage, "what is the question? * finds every article; see --help");
  }
  const bool has_own_fields = !line->render.fields.empty() || IsData(line->render.format);
  if (!line->request.snippet_characters && !has_own_fields) {
    line->request.snippet_characters = kSnippetCharacters;
  }
  Searcher searcher(line->index_dir);
  const SearchResult result = searcher.Run(line->request);
  {
    Output output(line->may_page);
    Render(result, line->render, searcher, To(&output));
  }
  Notes(*line, result);
  return Found(*line, result.total);
}

ExitCode ShowFacets(CommandLine* line) {
  if (line->request.facets.empty()) line->request.facets = {"source", "date", "people"};
  line->request.limit = 0;
  Searcher searcher(line->index_dir);
  const SearchResult result = searcher.Run(line->request);
  Output output(line->may_page);
  RenderFacets(result, line->render, To(&output));
  return Found(*line, result.total);
}

ExitCode Show(CommandLine* line) {
  if (line->arguments.empty()) throw Error(ExitCode::kUsage, "which article? Name its id");
  Searcher searcher(line->index_dir);
  std::vector<Mark> marks;
  if (!line->show_query.empty()) {
    line->request.query = line->show_query;
    marks = searcher.MakePlan(line->request).marks;
  }
  Output output(line->may_page);
  for (const std::string& id : line->arguments) {
    const Article article = searcher.Load(searcher.FindArticle(id));
    RenderArticle(article, marks, line->render, searcher.analyzer(), To(&output));
  }
  return ExitCode::kDone;
}

ExitCode Batch(CommandLine* line) {
  if (line->queries_path.empty())
    throw Error(ExitCode::kUsage, "batch: name the questions with --queries");
  std::ifstream file;
  if (line->queries_path != "-") {
    file.open(line->queries_path);
    if (!file) throw Error(ExitCode::kInput, line->queries_path + " cannot be opened");
  }
  if (line->render.format == Format::kText) line->render.format = Format::kJsonl;
  Searcher searcher(line->index_dir);
  Output output(false);
  const BatchOptions options{line->request, line->render.format, line->passes};
  const int failed = RunBatch(line->queries_path == "-" ? std::cin : file, options, &searcher,
                              To(&output), Complain);
  return failed > 0 ? ExitCode::kIncomplete : ExitCode::kDone;
}

ExitCode ShowExplanation(CommandLine* line) {
  Searcher searcher(line->index_dir);
  Output output(line->may_page);
  output.Print(Explain(line->request, &searcher));
  return ExitCode::kDone;
}

ExitCode Run(CommandLine* line) {
  Settle(line);
  if (line->verb == "show") return Show(line);
  if (line->verb == "facets") return ShowFacets(line);
  if (line->verb == "batch") return Batch(line);
  if (line->verb == "explain") return ShowExplanation(line);
  return Find(line);
}

}  // namespace

ExitCode RunCommandLine(int argc, char** argv) {
  CommandLine line = ParseCommandLine({argv + 1, argv + argc});
  if (line.help == Help::kVersion) {
    std::cout << "backfile-search " BACKFILE_VERSION "\n";
    return ExitCode::kDone;
  }
  if (line.help == Help::kHelp) {
    std::cout << (line.has_verb ? VerbHelpText(line.verb) : HelpText());
    return ExitCode::kDone;
  }
  return Run(&line);
}

}  // namespace backfile
