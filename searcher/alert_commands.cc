// `alert add | list | run | rm`.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <chrono>
#include <iostream>

#include "article/text.h"
#include "index/config.h"
#include "searcher/alerts.h"
#include "searcher/commands.h"
#include "searcher/options.h"
#include "searcher/parser.h"
#include "searcher/terminal.h"

namespace backfile {

namespace {

std::string Now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return PartialDate::Wall(std::chrono::local_seconds(now.time_since_epoch()), Precision::kSecond,
                           std::chrono::minutes(0))
      .ToString();
}

// The words after `alert add NAME` are the question.
ExitCode AddAlert(CommandLine* line, AlertBook* book) {
  if (line->arguments.size() < 3) throw Error(ExitCode::kUsage, "alert add: NAME QUERY");
  Alert alert{line->arguments[1], "", Now()};
  for (std::size_t i = 2; i < line->arguments.size(); ++i) {
    alert.query += (i > 2 ? " " : "") + line->arguments[i];
  }
  Searcher searcher(line->shards, &line->missing);
  SearchRequest request = line->request;
  request.query = alert.query;
  request.limit = 0;
  const SearchResult now = searcher.Run(request);
  book->Add(alert, searcher.MatchingIds(request));
  if (!line->is_quiet) {
    std::cout << "understood as: " << Printable(now.query) << "\n"
              << now.total << (now.total == 1 ? " article matches" : " articles match")
              << " now; new ones will be told\n";
  }
  return ExitCode::kDone;
}

ExitCode ListAlerts(const AlertBook& book) {
  for (const Alert& alert : book.List()) {
    std::cout << alert.name << "\t" << Printable(alert.query) << "\t" << alert.made << "\n";
  }
  return ExitCode::kDone;
}

std::string Rendered(const AlertNews& news, const CommandLine& line, const Searcher& searcher) {
  std::string text;
  Render(news.result, line.render, searcher, [&](std::string_view part) { text += part; });
  return text;
}

void Tell(const Alert& alert, const AlertNews& news, const CommandLine& line,
          const Searcher& searcher) {
  if (line.mail_to.empty()) {
    if (line.is_atom) {
      std::cout << AtomFeed(alert, news.result);
    } else {
      if (line.render.format == Format::kText) std::cout << "== " << alert.name << "\n";
      std::cout << Rendered(news, line, searcher);
    }
    std::cout.flush();
    if (!std::cout) throw Error(ExitCode::kTryLater, "alert: the news could not be written");
    return;
  }
  const std::string program = LoadConfig("").Text("alerts.sendmail");
  SendMail(program, line.mail_to,
           "Backfile: " + std::to_string(news.result.total) + " new for " + alert.name,
           alert.query + "\n\n" + Rendered(news, line, searcher));
}

// News are noted as told after they were told: a run that breaks off tells them again.
ExitCode RunAlerts(CommandLine* line, AlertBook* book) {
  Searcher searcher(line->shards, &line->missing);
  bool is_broken = false;
  for (const Alert& alert : book->List()) {
    const auto& names = line->arguments;
    const bool is_wanted =
        names.size() < 2 || std::find(names.begin() + 1, names.end(), alert.name) != names.end();
    if (!is_wanted) continue;
    try {
      const AlertNews news = NewsOf(alert, *book, line->request, &searcher);
      if (news.result.total == 0) continue;
      Tell(alert, news, *line, searcher);
      book->SetTold(alert.name, news.told);
    } catch (const ShardError&) {
      throw;  // Not this question's fault.
    } catch (const Error& error) {
      is_broken = true;
      std::cerr << "alert " << alert.name << ": " << Printable(error.what()) << "\n";
    }
  }
  return is_broken ? ExitCode::kIncomplete : ExitCode::kDone;
}

}  // namespace

ExitCode RunAlertVerb(CommandLine* line) {
  AlertBook book(line->shards.home);
  book.RequireHome();
  const std::string what = line->arguments.empty() ? "" : line->arguments.front();
  if (what == "add") return AddAlert(line, &book);
  if (what == "list") return ListAlerts(book);
  if (what == "run") return RunAlerts(line, &book);
  if (what == "rm" && line->arguments.size() == 2) {
    book.Remove(line->arguments[1]);
    return ExitCode::kDone;
  }
  throw Error(ExitCode::kUsage, "alert: add NAME QUERY, list, run [NAME...], or rm NAME");
}

}  // namespace backfile
