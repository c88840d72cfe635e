// What each verb does with its options.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <utility>

#include "article/text.h"
#include "index/corrections.h"
#include "searcher/batch.h"
#include "searcher/bundle.h"
#include "searcher/commands.h"
#include "searcher/copy_commands.h"
#include "searcher/explain.h"
#include "searcher/kwic.h"
#include "searcher/options.h"
#include "searcher/original.h"
#include "searcher/relaxations.h"
#include "searcher/rows.h"
#include "searcher/timeline.h"
#include "searcher/version_commands.h"

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

Print To(Output* output, const RenderOptions& render) {
  const bool is_guarded = render.format != Format::kText && !render.is_raw;
  return [output, is_guarded](std::string_view text) {
    output->Print(is_guarded ? Guarded(text) : text);
  };
}

void Complain(std::string_view text) { std::cerr << Printable(text, true); }

// What the options leave to the place and the format.
void Settle(CommandLine* line) {
  std::vector<std::string>& places = line->places;
  std::erase(places, "");
  const char* place = std::getenv("BACKFILE_INDEX");
  if (places.empty() && place != nullptr && *place != '\0') places.emplace_back(place);
  if (places.empty() && !line->is_verification) {
    throw Error(ExitCode::kUsage, "which index? Name its folder with -d, or in BACKFILE_INDEX");
  }
  line->shards = ReadShards(places);
  line->request.query = Joined(line->arguments);
  line->request.today = Today();
  line->request.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  line->render.has_color = WantsColor(line->color);
  line->render.width = TerminalWidth();
}

bool IsData(Format format) {
  return format == Format::kCsv || format == Format::kTsv || format == Format::kTrec;
}

void Notes(const CommandLine& line, const SearchResult& result) {
  if (line.is_quiet) return;
  if (line.is_verbose) Complain("understood as: " + result.query + "\n");
  if (!line.is_verbose && !result.is_part && result.total > 0) return;
  for (const std::string& note : result.notes) Complain(note + "\n");
}

// Questions near one that found nothing, for whoever reads along.
void OfferRelaxations(const CommandLine& line, const SearchResult& result, Searcher* searcher) {
  if (line.is_quiet || result.total > 0 || line.request.is_plain) return;
  if (line.render.format != Format::kText) return;
  const auto query = ParseQuery(line.request.query, line.request.limits);
  if (!query) return;
  try {
    for (const Relaxation& looser : FindRelaxations(*query, line.request, searcher)) {
      Complain(std::to_string(looser.count) + (looser.count == 1 ? " article " : " articles ") +
               looser.words + ": " + looser.query + "\n");
    }
  } catch (const Error& error) {
    // That there was no time to look for more does not change the answer.
    if (error.code() != ExitCode::kIncomplete) throw;
  }
}

ExitCode Found(const CommandLine& line, std::int64_t total) {
  return total > 0 || line.is_empty_fine ? ExitCode::kDone : ExitCode::kNothingFound;
}

bool WantsCopies(const CommandLine& line) {
  const auto is_told = [](std::string_view field) {
    return field == "copies" || field == "also_in";
  };
  return line.render.format == Format::kText || line.request.collapse != Collapse::kNo ||
         std::ranges::any_of(line.render.fields, is_told);
}

// Forms of a list that do not say how long it would be.
bool HasNoTotal(const RenderOptions& options) {
  constexpr std::array kSilent = {Format::kCsv, Format::kTsv,    Format::kTrec,
                                  Format::kRis, Format::kBibtex, Format::kCslJson};
  return options.is_null_separated || std::ranges::find(kSilent, options.format) != kSilent.end();
}

// A list that was cut must not look whole.
void TellIfCut(const CommandLine& line, const SearchResult& result, std::string_view before) {
  const bool has_stories = line.request.collapse != Collapse::kNo && result.stories >= 0;
  const std::int64_t all = has_stories ? result.stories : result.total;
  const auto shown = static_cast<std::int64_t>(result.hits.size());
  const auto passed_over = static_cast<std::int64_t>(line.request.offset);
  if (line.is_quiet || shown == 0 || passed_over + shown >= all) return;
  Complain(std::string(before) + std::to_string(shown) + " of " + std::to_string(all) +
           (has_stories ? " stories" : " articles") + "; -n none gives all\n");
}

ExitCode Find(CommandLine* line) {
  if (line->request.query.empty()) {
    throw Error(ExitCode::kUsage, "what is the question? * finds every article; see --help");
  }
  SettleList(line);
  line->request.wants_suggestions = true;
  line->request.takes_part = true;
  Searcher searcher(line->shards, &line->missing);
  const SearchResult result = searcher.Run(line->request);
  {
    Output output(line->may_page);
    Render(result, line->render, searcher, To(&output, line->render));
  }
  Notes(*line, result);
  if (HasNoTotal(line->render)) TellIfCut(*line, result, "");
  OfferRelaxations(*line, result, &searcher);
  return result.is_part ? ExitCode::kIncomplete : Found(*line, result.total);
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
  line->request.takes_part = true;
  Searcher searcher(line->shards, &line->missing);
  const SearchResult result = searcher.Run(line->request);
  Output output(line->may_page);
  RenderFacets(result, line->render, To(&output, line->render));
  return result.is_part ? ExitCode::kIncomplete : Found(*line, result.total);
}

ExitCode ShowOriginals(CommandLine* of) {
  CommandLine& line = *of;
  Searcher searcher(line.shards, &line.missing);
  if (!line.story_version.empty() || line.request.all_versions) {
    throw Error(ExitCode::kUsage, "show --raw prints the original of the newest version alone");
  }
  for (const std::string& id : line.arguments) {
    const Snapshot::Place place = searcher.FindArticle(id);
    const Article article = searcher.Load(place);
    if (!searcher.MayBeRead(place, line.request)) {
      throw Error(ExitCode::kNothingFound, article.id +
                                               " was withdrawn, or is under an embargo; "
                                               "--with-hidden shows it all the same");
    }
    const ExitCode code = PrintOriginal(searcher.snapshot(), place);
    if (code != ExitCode::kDone) return code;
  }
  return ExitCode::kDone;
}

// That a person removed the article with this whole id from the one index that is searched, and
// why; empty: nobody did.
std::string RemovalOf(const CommandLine& line, std::string_view id) {
  const std::vector<std::string>& places = line.shards.places;
  const std::string whole = (id.starts_with("bf:") ? "" : "bf:") + std::string(id);
  const bool is_whole = whole.size() == std::string_view("bf:0123456789abcdef").size();
  if (places.size() != 1 || IsServer(places.front()) || !is_whole) return "";
  const Corrections corrections = Corrections::Read(places.front());
  const auto it = corrections.removed().find(IdNumber(whole));
  if (it == corrections.removed().end()) return "";
  return whole + " was removed on purpose" + (it->second.empty() ? "" : ": " + it->second);
}

std::vector<Article> FindShown(const CommandLine& line, const std::string& id, Searcher* searcher) {
  try {
    return FindVersions(id, line.story_version, line.request, searcher);
  } catch (const Error& error) {
    const bool is_absent = error.code() == ExitCode::kNothingFound;
    const std::string removal = is_absent ? RemovalOf(line, id) : "";
    if (removal.empty()) throw;
    throw Error(ExitCode::kNothingFound, removal);
  }
}

ExitCode Show(CommandLine* line) {
  if (line->arguments.empty()) throw Error(ExitCode::kUsage, "which article? Name its id");
  if (line->render.is_raw) return ShowOriginals(line);
  Searcher searcher(line->shards, &line->missing);
  std::vector<Mark> marks;
  if (!line->show_query.empty()) {
    line->request.query = line->show_query;
    marks = searcher.MakePlan(line->request).marks;
  }
  Output output(line->may_page);
  for (const std::string& id : line->arguments) {
    for (const Article& article : FindShown(*line, std::string(Trim(id)), &searcher)) {
      RenderArticle(article, marks, line->render, searcher.analyzer(), To(&output, line->render));
    }
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
  Searcher searcher(line->shards, &line->missing);
  Output output(false);
  const BatchOptions options{line->request, line->render, line->is_names, line->passes};
  const int failed = RunBatch(line->queries_path == "-" ? std::cin : file, options, &searcher,
                              To(&output, line->render), Complain);
  return failed > 0 ? ExitCode::kIncomplete : ExitCode::kDone;
}

ExitCode ShowExplanation(CommandLine* line) {
  Searcher searcher(line->shards, &line->missing);
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
  Searcher searcher(line->shards, &line->missing);
  std::int64_t undated = 0;
  const std::vector<Period> periods =
      MakeTimeline(line->request, line->timeline, &searcher, &undated);
  Output output(line->may_page);
  RenderTimeline(periods, undated, line->render, To(&output, line->render));
  return Found(*line, static_cast<std::int64_t>(periods.size()) + undated);
}

ExitCode ShowTimeline(CommandLine* line) {
  line->timeline.has_best = true;
  return ShowHistogram(line);
}

ExitCode ShowKwic(CommandLine* line) {
  RequireRows(*line);
  Searcher searcher(line->shards, &line->missing);
  const SearchResult result = searcher.Run(line->request);
  const std::vector<Mark> marks = searcher.MakePlan(line->request).marks;
  Output output(line->may_page);
  RenderKwic(FindOccurrences(result, marks, line->context, line->kwic_order, &searcher),
             line->context, line->render, To(&output, line->render));
  TellIfCut(*line, result, "hits of ");
  return Found(*line, result.total);
}

// The one id that a verb takes; the arguments behind it are a query.
std::string TakeId(CommandLine* line) {
  if (line->arguments.empty())
    throw Error(ExitCode::kUsage, line->verb + ": which article? Name its id");
  const std::string id(Trim(line->arguments.front()));
  line->arguments.erase(line->arguments.begin());
  line->request.query = Joined(line->arguments);
  return id;
}

ExitCode ShowSimilar(CommandLine* line) {
  const std::string id = TakeId(line);
  Searcher searcher(line->shards, &line->missing);
  SearchResult result = searcher.FindSimilar(searcher.FindArticle(id), line->request);
  result.query = "similar to " + id;
  {
    Output output(line->may_page);
    Render(result, line->render, searcher, To(&output, line->render));
  }
  if (HasNoTotal(line->render)) TellIfCut(*line, result, "");
  return Found(*line, result.total);
}

ExitCode ShowCopies(CommandLine* line) {
  RequireRows(*line);
  const std::string id = TakeId(line);
  Searcher searcher(line->shards, &line->missing);
  Output output(line->may_page);
  RenderCopies(searcher.FindArticle(id), line->request, &searcher, line->render,
               To(&output, line->render));
  return ExitCode::kDone;
}

ExitCode ShowDifference(CommandLine* line) {
  RequireRows(*line);
  if (line->arguments.size() != 2)
    throw Error(ExitCode::kUsage, "diff: name the ids of two articles");
  Searcher searcher(line->shards, &line->missing);
  const auto load = [&](const std::string& id) {
    return searcher.LoadShown(searcher.FindArticle(id), line->request);
  };
  const Article before = load(line->arguments[0]);
  const Article after = load(line->arguments[1]);
  Output output(line->may_page);
  RenderDifference(before, after, line->render, To(&output, line->render));
  return ExitCode::kDone;
}

ExitCode VerifyBundle(const CommandLine& line) {
  if (line.arguments.size() != 1) throw Error(ExitCode::kUsage, "bundle --verify: name one folder");
  const std::string& dir = line.arguments.front();
  const std::vector<std::string> findings = CheckBundle(dir, line.signers);
  for (const std::string& finding : findings) Complain(dir + ": " + finding + "\n");
  if (!findings.empty()) return ExitCode::kIndex;
  if (!line.is_quiet) std::cout << Printable(dir) << ": whole\n";
  return ExitCode::kDone;
}

ExitCode MakeBundle(CommandLine* line) {
  if (line->is_verification) return VerifyBundle(*line);
  if (line->bundle_dir.empty()) throw Error(ExitCode::kUsage, "bundle: name a folder with -o");
  if (line->request.query.empty()) throw Error(ExitCode::kUsage, "bundle: what is the question?");
  if (!line->has_limit) line->request.limit = SIZE_MAX;
  Searcher searcher(line->shards, &line->missing);
  const Bundled bundled = WriteBundle(line->request, {line->bundle_dir, line->sign_key}, &searcher);
  if (!line->is_quiet) {
    std::cout << bundled.articles << (bundled.articles == 1 ? " article" : " articles") << " in "
              << Printable(line->bundle_dir) << "\n";
  }
  if (bundled.missing == 0) return Found(*line, bundled.articles);
  Complain(std::to_string(bundled.missing) +
           " without an original; they are named in data/missing.txt\n");
  return ExitCode::kIncomplete;
}

ExitCode ShowWhyNot(CommandLine* line) {
  const std::string id = TakeId(line);
  Searcher searcher(line->shards, &line->missing);
  Output output(line->may_page);
  output.Print(WhyNot(id, line->request, &searcher));
  return ExitCode::kDone;
}

ExitCode RunServe(CommandLine* line) {
  line->serve.timeout = line->request.timeout;
  line->serve.limits = line->request.limits;
  return Serve(line->shards, line->serve);
}

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
                                                        {"diff", ShowDifference},
                                                        {"bundle", MakeBundle},
                                                        {"batch", Batch},
                                                        {"explain", ShowExplanation},
                                                        {"why-not", ShowWhyNot},
                                                        {"alert", RunAlertVerb},
                                                        {"serve", RunServe}};

ExitCode RunVerb(CommandLine* line) {
  for (const auto& [name, run] : kVerbs) {
    if (name == line->verb) return run(line);
  }
  return Find(line);
}

// A shard that is lost while it is asked is left out, and the others are asked again.
ExitCode RunWithoutLost(CommandLine* line) {
  while (true) {
    const CommandLine asked = *line;
    try {
      return RunVerb(line);
    } catch (const ShardError& error) {
      *line = asked;
      if (std::erase(line->shards.places, error.place()) == 0 || line->shards.places.empty()) throw;
      line->missing.push_back({error.place(), error.what()});
    }
  }
}

ExitCode Run(CommandLine* line) {
  if (line->verb == "completion") {
    const std::string shell = Joined(line->arguments);
    std::cout << (shell == "man" ? ManualPage() : CompletionScript(shell));
    return ExitCode::kDone;
  }
  Settle(line);
  const ExitCode code = RunWithoutLost(line);
  for (const MissingShard& shard : line->missing)
    Complain(shard.reason + "; what it holds is missing here\n");
  const bool is_answer = code == ExitCode::kDone || code == ExitCode::kNothingFound;
  return is_answer && !line->missing.empty() ? ExitCode::kIncomplete : code;
}

}  // namespace

void SettleList(CommandLine* line) {
  const bool has_own_fields = !line->render.fields.empty() || IsData(line->render.format);
  if (!line->request.snippet_characters && !has_own_fields) {
    line->request.snippet_characters = kSnippetCharacters;
  }
  line->request.wants_copies = WantsCopies(*line);
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
