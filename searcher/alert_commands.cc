// `alert add | list | run | rm`.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <memory>
#include <utility>

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

constexpr int kWaitSeconds = 10;  // For another run.

void ComplainOf(const std::string& path) {
  std::cerr << "alert: " << Printable(path) << " cannot be read; it is kept\n";
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
  std::vector<std::string> unreadable;
  for (const Alert& alert : book.List(&unreadable)) {
    std::cout << alert.name << "\t" << Printable(alert.query) << "\t" << alert.made << "\n";
  }
  for (const std::string& path : unreadable) ComplainOf(path);
  return unreadable.empty() ? ExitCode::kDone : ExitCode::kIncomplete;
}

std::string Rendered(const AlertNews& news, const CommandLine& line, const Searcher& searcher) {
  std::string text;
  RenderOptions options = line.render;
  options.alert = news.alert.name;
  Render(news.result, options, searcher, [&](std::string_view part) { text += part; });
  return options.format == Format::kText ? text : Guarded(text);
}

void PrintNews(const std::string& text) {
  std::cout << text << std::flush;
  if (!std::cout) throw Error(ExitCode::kTryLater, "alert: the news could not be written");
}

void Tell(const AlertNews& news, const CommandLine& line, const Searcher& searcher) {
  const Alert& alert = news.alert;
  if (line.mail_to.empty()) {
    const bool has_head = line.render.format == Format::kText && !line.render.is_null_separated;
    return PrintNews((has_head ? "== " + alert.name + "\n" : "") + Rendered(news, line, searcher));
  }
  const std::string program = LoadConfig("").Text("alerts.sendmail");
  SendMail(program, line.mail_to,
           "Backfile: " + std::to_string(news.result.total) + " new for " + alert.name,
           alert.query + "\n\n" + Rendered(news, line, searcher));
}

// What `alert run` does with its alerts, one after the other.
class AlertRun {
 public:
  AlertRun(CommandLine* line, AlertBook* book)
      : line_(*line),
        book_(*book),
        names_(line->arguments.begin() + 1, line->arguments.end()),
        searcher_(line->shards, &line->missing) {
    for (const std::string& name : names_) book_.RequireName(name);
  }

  // News are noted as told after they were told: a run that breaks off tells them again.
  ExitCode Run() {
    std::vector<std::string> unreadable;
    const std::vector<Alert> alerts = book_.List(&unreadable);
    for (const std::string& path : unreadable) {
      if (!IsWanted(std::filesystem::path(path).stem())) continue;
      ComplainOf(path);
      is_broken_ = true;
    }
    for (const Alert& alert : alerts) {
      if (IsWanted(alert.name)) RunOne(alert);
    }
    if (IsFeed()) TellFeed();
    return is_broken_ ? ExitCode::kIncomplete : ExitCode::kDone;
  }

 private:
  bool IsFeed() const { return line_.is_atom && line_.mail_to.empty(); }
  bool IsWanted(const std::string& name) const {
    return names_.empty() || std::ranges::find(names_, name) != names_.end();
  }

  void RunOne(const Alert& alert) {
    try {
      AlertNews news = NewsOf(alert, book_, line_.request, &searcher_);
      if (news.result.total == 0) return;
      if (IsFeed()) return feed_.push_back(std::move(news));
      Tell(news, line_, searcher_);
      book_.SetTold(alert.name, news.told);
    } catch (const ShardError&) {
      throw;  // Not this question's fault.
    } catch (const Error& error) {
      is_broken_ = true;
      std::cerr << "alert " << alert.name << ": " << Printable(error.what()) << "\n";
    }
  }

  void TellFeed() {
    PrintNews(Guarded(AtomFeed(feed_, names_, Now())));
    for (const AlertNews& news : feed_) book_.SetTold(news.alert.name, news.told);
  }

  const CommandLine& line_;
  AlertBook& book_;
  std::vector<std::string> names_;
  Searcher searcher_;
  std::vector<AlertNews> feed_;
  bool is_broken_ = false;
};

ExitCode RunAlerts(CommandLine* line, AlertBook* book) {
  const std::unique_ptr<IndexLock> lock = book->Lock(kWaitSeconds);
  return AlertRun(line, book).Run();
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
