// What each verb does with its options.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <utility>

#include "article/text.h"
#include "searcher/batch.h"
#include "searcher/commands.h"
#include "searcher/explain.h"
#include "searcher/kwic.h"
#include "searcher/options.h"
#include "searcher/original.h"
#include "searcher/rows.h"
#include "searcher/timeline.h"

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
  SettleSnippets(line);
  line->request.wants_suggestions = true;
  Searcher searcher(line->index_dir);
  const SearchResult result = searcher.Run(line->request);
  {
    Output output(line->may_page);
    Render(result, line->render, searcher, To(&output));
  }
  Notes(*line, result);
  return Found(*line, result.total);
}

// Verbs that list no articles have no bibliography or page of them.
void RequireRows(const CommandLine& line) {
  if (line.render.format == Format::kText || IsRowFormat(line.render.format)) return;
  throw Error(ExitCode::kUsage,
              line.verb + " gives text, json, jsonl, csv or tsv; other formats list articles");
}

ExitCode ShowFacets(CommandLine* line) {
  RequireRows(*line);
  if (line->request.facets.empty()) line->request.facets = {"source", "date", "people"};
  line->request.limit = 0;
  Searcher searcher(line->index_dir);
  const SearchResult result = searcher.Run(line->request);
  Output output(line->may_page);
  RenderFacets(result, line->render, To(&output));
  return Found(*line, result.total);
}

ExitCode ShowOriginals(const CommandLine& line) {
  const Searcher searcher(line.index_dir);
  for (const std::string& id : line.arguments) {
    const Article article = searcher.Load(searcher.FindArticle(id));
    const ExitCode code = PrintOriginal(line.index_dir, article.id);
    if (code != ExitCode::kDone) return code;
  }
  return ExitCode::kDone;
}

ExitCode Show(CommandLine* line) {
  if (line->arguments.empty()) throw Error(ExitCode::kUsage, "which article? Name its id");
  if (line->render.is_raw) return ShowOriginals(*line);
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
    throw Error(ExitCode::kUsage,
                "batch: name the questions with --queries, or names with --names");
  std::ifstream file;
  if (line->queries_path != "-") {
    file.open(line->queries_path);
    if (!file) throw Error(ExitCode::kInput, line->queries_path + " cannot be opened");
  }
  if (line->render.format == Format::kText) line->render.format = Format::kJsonl;
  if (line->render.format != Format::kTrec) RequireRows(*line);
  Searcher searcher(line->index_dir);
  Output output(false);
  const BatchOptions options{line->request, line->render, line->is_names, line->passes};
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

ExitCode ShowPeople(CommandLine* line) {
  line->request.facets = {"people"};
  return ShowFacets(line);
}

ExitCode ShowHistogram(CommandLine* line) {
  RequireRows(*line);
  Searcher searcher(line->index_dir);
  std::int64_t undated = 0;
  const std::vector<Period> periods =
      MakeTimeline(line->request, line->timeline, &searcher, &undated);
  Output output(line->may_page);
  RenderTimeline(periods, undated, line->render, To(&output));
  return Found(*line, static_cast<std::int64_t>(periods.size()) + undated);
}

ExitCode ShowTimeline(CommandLine* line) {
  line->timeline.has_best = true;
  return ShowHistogram(line);
}

// A list that was cut must not look whole.
void TellIfCut(const CommandLine& line, const SearchResult& result) {
  const auto shown = static_cast<std::int64_t>(result.hits.size());
  if (line.is_quiet || shown == 0 || shown == result.total) return;
  Complain("hits of " + std::to_string(shown) + " of " + std::to_string(result.total) +
           " articles; --limit=none gives all\n");
}

ExitCode ShowKwic(CommandLine* line) {
  RequireRows(*line);
  Searcher searcher(line->index_dir);
  const SearchResult result = searcher.Run(line->request);
  const std::vector<Mark> marks = searcher.MakePlan(line->request).marks;
  Output output(line->may_page);
  RenderKwic(FindOccurrences(result, marks, line->context, line->kwic_order, &searcher),
             line->context, line->render, To(&output));
  TellIfCut(*line, result);
  return Found(*line, result.total);
}

// The one id that a verb takes; the arguments behind it are a query.
std::string TakeId(CommandLine* line) {
  if (line->arguments.empty())
    throw Error(ExitCode::kUsage, line->verb + ": which article? Name its id");
  const std::string id = line->arguments.front();
  line->arguments.erase(line->arguments.begin());
  line->request.query = Joined(line->arguments);
  return id;
}

ExitCode ShowSimilar(CommandLine* line) {
  const std::string id = TakeId(line);
  Searcher searcher(line->index_dir);
  SearchResult result = searcher.FindSimilar(searcher.FindArticle(id), line->request);
  result.query = "similar to " + id;
  Output output(line->may_page);
  Render(result, line->render, searcher, To(&output));
  return Found(*line, result.total);
}

ExitCode ShowCopies(CommandLine* line) {
  const std::string id = TakeId(line);
  Searcher searcher(line->index_dir);
  const Article article = searcher.Load(searcher.FindArticle(id));
  Output output(line->may_page);
  output.Print(ToString(article.locator) + "\n");
  for (const Locator& copy : searcher.snapshot().CopiesOf(IdNumber(article.id))) {
    output.Print(ToString(copy) + "\n");
  }
  return ExitCode::kDone;
}

ExitCode ShowWhyNot(CommandLine* line) {
  const std::string id = TakeId(line);
  Searcher searcher(line->index_dir);
  Output output(line->may_page);
  output.Print(WhyNot(id, line->request, &searcher));
  return ExitCode::kDone;
}

ExitCode RunServe(CommandLine* line) { return Serve(line->index_dir, line->serve); }

using Verb = ExitCode (*)(CommandLine*);
constexpr std::pair<std::string_view, Verb> kVerbs[] = {{"find", Find},
                                                        {"show", Show},
                                                        {"facets", ShowFacets},
                                                        {"people", ShowPeople},
                                                        {"histogram", ShowHistogram},
                                                        {"timeline", ShowTimeline},
                                                        {"kwic", ShowKwic},
                                                        {"similar", ShowSimilar},
                                                        {"also-ran", ShowCopies},
                                                        {"batch", Batch},
                                                        {"explain", ShowExplanation},
                                                        {"why-not", ShowWhyNot},
                                                        {"alert", RunAlertVerb},
                                                        {"serve", RunServe}};

ExitCode Run(CommandLine* line) {
  if (line->verb == "completion") {
    const std::string shell = Joined(line->arguments);
    std::cout << (shell == "man" ? ManualPage() : CompletionScript(shell));
    return ExitCode::kDone;
  }
  Settle(line);
  for (const auto& [name, run] : kVerbs) {
    if (name == line->verb) return run(line);
  }
  return Find(line);
}

}  // namespace

void SettleSnippets(CommandLine* line) {
  const bool has_own_fields = !line->render.fields.empty() || IsData(line->render.format);
  if (!line->request.snippet_characters && !has_own_fields) {
    line->request.snippet_characters = kSnippetCharacters;
  }
}

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
