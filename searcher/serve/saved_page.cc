// Saved searches: those of `backfile-search alert`, by mouse.
//
// Reading changes nothing. What has been told is noted by `alert run`, or when a person says that
// it was seen; a feed gives the newest matches and leaves it to its reader which of them are new.
//
// SPDX-License-Identifier: GPL-2.0-or-later
#include <algorithm>
#include <chrono>
#include <filesystem>

#include "searcher/rows.h"
#include "searcher/serve/pages.h"

namespace backfile {

namespace {

constexpr std::size_t kFeedEntries = 50;

struct SavedRow {
  Alert alert;
  std::int64_t total = 0;
  std::int64_t news = 0;
  std::string trouble;  // Why the question cannot be asked.
};

SearchRequest RequestFor(const Visit& visit, const std::string& query) {
  SearchRequest request;
  request.query = query;
  request.limit = 0;
  request.sort = Sort::kNewest;
  request.today = visit.today;
  request.now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  request.timeout = visit.site->search_timeout;
  request.limits = visit.site->limits;
  return request;
}

SavedRow CountRow(const Visit& visit, const Alert& alert) {
  SavedRow row{alert, 0, 0, ""};
  try {
    const std::vector<std::uint64_t> now =
        visit.searcher->MatchingIds(RequestFor(visit, alert.query));
    const std::vector<std::uint64_t> told = visit.site->alerts.Told(alert.name);
    std::vector<std::uint64_t> news;
    std::ranges::set_difference(now, told, std::back_inserter(news));
    row.total = static_cast<std::int64_t>(now.size());
    row.news = static_cast<std::int64_t>(news.size());
  } catch (const Error& error) {
    row.trouble = error.what();
  }
  return row;
}

std::vector<SavedRow> CountAll(const Visit& visit) {
  const std::lock_guard lock(visit.site->alerts_mutex);
  std::vector<SavedRow> rows;
  std::vector<std::string> unreadable;
  for (const Alert& alert : visit.site->alerts.List(&unreadable)) {
    rows.push_back(CountRow(visit, alert));
  }
  for (const std::string& path : unreadable) {
    const std::filesystem::path file(path);
    rows.push_back({{file.stem(), "", ""}, 0, 0, file.filename().string() + " cannot be read"});
  }
  return rows;
}

// Requires: the caller holds the mutex.
Alert FindAlert(const Visit& visit, std::string_view name) {
  std::vector<std::string> ignored;
  const std::vector<Alert> alerts = visit.site->alerts.List(&ignored);
  const auto it = std::ranges::find(alerts, name, &Alert::name);
  if (it != alerts.end()) return *it;
  throw Error(ExitCode::kNothingFound, "there is no saved search called " + std::string(name));
}

std::string Now() {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return PartialDate::Wall(std::chrono::local_seconds(now.time_since_epoch()), Precision::kSecond,
                           std::chrono::minutes(0))
      .ToString();
}

void AddButton(const char* action, const char* label, const std::string& name, Html* html) {
  *html << "<form method=\"post\" action=\""_html << action
        << "\"><input type=\"hidden\" name=\"name\" value=\""_html << name << "\"><button>"_html
        << label << "<span class=\"hidden\">: "_html << name << "</span></button></form>"_html;
}

void AddRow(const SavedRow& row, Html* html) {
  *html << "<li><h2>"_html << Link({"/search", {{"q", row.alert.query}}}, row.alert.name)
        << "</h2>\n<p><code>"_html << row.alert.query << "</code></p>\n<p>"_html;
  if (row.trouble.empty()) {
    *html << Counted(row.total, "article", "articles") << ", <strong>"_html << Grouped(row.news)
          << " new</strong>"_html;
  } else {
    *html << "<span class=\"badge grave\">"_html << row.trouble << "</span>"_html;
  }
  *html << " · saved "_html << row.alert.made.substr(0, 10) << " · <a href=\""_html
        << Address{"/saved.atom", {{"name", row.alert.name}}} << "\">Feed</a></p>\n"_html
        << "<div class=\"buttons\">"_html;
  if (row.news > 0) AddButton("/saved/seen", "Mark as seen", row.alert.name, html);
  AddButton("/saved/remove", "Remove", row.alert.name, html);
  *html << "</div></li>\n"_html;
}

HttpResponse SavedData(const Visit& visit, const std::vector<SavedRow>& saved) {
  std::vector<Row> rows;
  for (const SavedRow& row : saved) {
    rows.push_back({{"name", row.alert.name},
                    {"query", row.alert.query},
                    {"made", row.alert.made},
                    NumberCell("total", row.total),
                    NumberCell("new", row.news),
                    {"trouble", row.trouble}});
  }
  const Row summary = {NumberCell("total", static_cast<std::int64_t>(rows.size()))};
  const RenderOptions options{.format = FormatOf(visit.ending), .fields = {}};
  return DataResponse(visit, Collected([&](const Print& print) {
                        RenderRows("alert", {"name", "query", "made", "total", "new", "trouble"},
                                   rows, summary, options, print);
                      }),
                      "saved");
}

std::string FormText(const Visit& visit, std::string_view name) {
  return std::string(ParameterOf(visit.request.form, name));
}

}  // namespace

HttpResponse SavedPage(const Visit& visit) {
  const std::vector<SavedRow> rows = CountAll(visit);
  if (visit.ending != "html") return SavedData(visit, rows);
  Html html;
  html << "<h1>Saved searches</h1>\n"_html;
  if (!visit.site->alerts.has_home()) {
    html
        << "<p>Several indexes are searched here, and saved searches are kept in the folder of "
           "one. A cluster file gives them a <code>home</code>: see backfile-search(1).</p>\n"_html;
  } else if (rows.empty()) {
    html << "<p>None yet. Below the results of every search stands a box that saves it; what is "
            "new since then is counted here, and can be read as a feed.</p>\n"_html;
  }
  html << "<ul class=\"saved\">\n"_html;
  for (const SavedRow& row : rows) AddRow(row, &html);
  html << "</ul>\n"_html;
  return MakePage({.title = "Saved searches", .data = "/saved.json", .current = "saved"}, html);
}

HttpResponse SavedFeed(const Visit& visit) {
  Alert alert;
  {
    const std::lock_guard lock(visit.site->alerts_mutex);
    alert = FindAlert(visit, ParameterOf(visit.parameters(), "name"));
  }
  SearchRequest request = RequestFor(visit, alert.query);
  request.limit = kFeedEntries;
  request.snippet_characters = 300;
  return {.type = "application/atom+xml; charset=utf-8",
          .body = AtomFeed(alert, visit.searcher->Run(request), "/article/")};
}

HttpResponse SaveSearch(const Visit& visit) {
  const Alert alert{FormText(visit, "name"), FormText(visit, "query"), Now()};
  const std::vector<std::uint64_t> ids =
      visit.searcher->MatchingIds(RequestFor(visit, alert.query));
  const std::lock_guard lock(visit.site->alerts_mutex);
  visit.site->alerts.Add(alert, ids);
  return Redirect({"/saved"});
}

HttpResponse RemoveSaved(const Visit& visit) {
  const std::lock_guard lock(visit.site->alerts_mutex);
  visit.site->alerts.Remove(FormText(visit, "name"));
  return Redirect({"/saved"});
}

HttpResponse MarkSeen(const Visit& visit) {
  const std::lock_guard lock(visit.site->alerts_mutex);
  const Alert alert = FindAlert(visit, FormText(visit, "name"));
  const std::vector<std::uint64_t> now =
      visit.searcher->MatchingIds(RequestFor(visit, alert.query));
  const std::vector<std::uint64_t> told = visit.site->alerts.Told(alert.name);
  std::vector<std::uint64_t> all;
  std::ranges::set_union(now, told, std::back_inserter(all));
  visit.site->alerts.SetTold(alert.name, all);
  return Redirect({"/saved"});
}

}  // namespace backfile
